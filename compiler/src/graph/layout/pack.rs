//! Puts boxes of different sizes side by side, in rows if one row would be too wide.

use super::Rect;

/// How much wider than high a block of rows should be.
const ASPECT: f64 = 1.8;
/// A row may be as wide as this, whatever its height.
const ROW: f64 = 1400.0;

/// Places boxes in their order; gives back their places and the size of all.
pub(super) fn shelves(sizes: &[(f64, f64)], gap: f64) -> (Vec<Rect>, f64, f64) {
    let area: f64 = sizes.iter().map(|(width, height)| (width + gap) * (height + gap)).sum();
    let widest = sizes.iter().map(|(width, _)| *width).fold(0.0, f64::max);
    let row = (area * ASPECT).sqrt().max(ROW).max(widest);
    let (mut x, mut y, mut height) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut rects, mut right) = (Vec::with_capacity(sizes.len()), 0.0_f64);
    for (width, tall) in sizes {
        if x > 0.0 && x + width > row {
            (x, y, height) = (0.0, y + height + gap, 0.0);
        }
        rects.push(Rect { x, y, width: *width, height: *tall });
        right = right.max(x + width);
        x += width + gap;
        height = height.max(*tall);
    }
    (rects, right, y + height)
}
