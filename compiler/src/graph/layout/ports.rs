//! Where on the border of a box its lines begin and end.

/// The least distance between two lines, if there is room.
pub(super) const APART: f64 = 14.0;
/// The distance from the corners.
const CORNER: f64 = 14.0;

/// How wide a side must be for so many lines to keep apart.
pub(super) fn room(lines: usize) -> f64 {
    2.0 * CORNER + APART * lines.saturating_sub(1) as f64
}

/// The least and the greatest place on a side from `left` to `right`.
fn reach(left: f64, right: f64) -> (f64, f64) {
    let middle = f64::midpoint(left, right);
    if right - left > 2.0 * CORNER { (left + CORNER, right - CORNER) } else { (middle, middle) }
}

/// The place for one line on a side from `left` to `right`, as near as can be to where it wants to be.
pub(super) fn nearest(wish: f64, left: f64, right: f64) -> f64 {
    let (low, high) = reach(left, right);
    wish.clamp(low, high)
}

/// Places for lines on a side from `left` to `right`, as near as can be to where each of them wants to be. They
/// keep the order of their wishes.
pub(super) fn spread(wishes: &[f64], left: f64, right: f64) -> Vec<f64> {
    let middle = f64::midpoint(left, right);
    let (low, high) = reach(left, right);
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    let wish = |at: usize| wishes.get(at).copied().unwrap_or(middle);
    order.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)));
    let gaps = wishes.len().saturating_sub(1) as f64;
    let apart = if gaps > 0.0 { APART.min((high - low) / gaps) } else { 0.0 };
    let mut places: Vec<f64> = order.iter().map(|at| wish(*at).clamp(low, high)).collect();
    let mut least = low;
    for place in &mut places {
        *place = place.max(least);
        least = *place + apart;
    }
    let mut most = high;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - apart;
    }
    let mut out = vec![middle; wishes.len()];
    for (at, place) in order.into_iter().zip(places) {
        if let Some(out) = out.get_mut(at) {
            *out = place;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn lines_go_straight_where_they_can_and_keep_apart() {
        assert_eq!(spread(&[50.0], 0.0, 100.0), [50.0]);
        assert_eq!(spread(&[500.0, -500.0], 0.0, 100.0), [86.0, 14.0]);
        assert_eq!(spread(&[50.0, 50.0], 0.0, 100.0), [50.0, 64.0]);
        assert_eq!(spread(&[90.0, 90.0], 0.0, 100.0), [72.0, 86.0]);
        assert_eq!(spread(&[7.0, 1.0], 0.0, 20.0), [10.0, 10.0]);
    }
}
