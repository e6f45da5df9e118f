//! Takes detours out of lines: between what stands beside it in its row, each point of a line moves to where the
//! line is straight, or at least does not turn back. Boxes stay where they are.

use std::collections::{BTreeMap, HashMap};

use super::{
    Point, Rect,
    flat::{Laid, LoopRoom},
    ports::{APART, nearest},
};
use crate::graph::Place;

/// How often all lines are gone through: a change travels one row at a time.
const ROUNDS: usize = 8;

/// What stands in a row, from left to right.
struct Item {
    left: f64,
    right: f64,
    /// The line and which of its points, if it is not a box.
    point: Option<(usize, usize)>,
}

pub(super) fn straighten(laid: &mut [Laid<'_>], rects: &HashMap<Place, Rect>, loops: &LoopRoom) {
    let mut rows = rows(laid, rects, loops);
    for round in 0..ROUNDS {
        let mut order: Vec<i64> = rows.keys().copied().collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for row in order {
            if let Some(items) = rows.get_mut(&row) {
                settle(items, laid, rects);
            }
        }
    }
}

fn rows(laid: &[Laid<'_>], rects: &HashMap<Place, Rect>, loops: &LoopRoom) -> BTreeMap<i64, Vec<Item>> {
    let mut rows: BTreeMap<i64, Vec<Item>> = BTreeMap::new();
    let row = |y: f64| (y * 2.0).round() as i64;
    for (place, rect) in rects {
        let beside = loops.beside(*place);
        let item = Item { left: rect.x, right: rect.right() + beside, point: None };
        rows.entry(row(rect.center().y)).or_default().push(item);
    }
    for (line, laid) in laid.iter().enumerate() {
        for (at, point) in laid.through.iter().enumerate() {
            let half = laid.half_width(at);
            let item = Item { left: point.x - half, right: point.x + half, point: Some((line, at)) };
            rows.entry(row(point.y)).or_default().push(item);
        }
    }
    for items in rows.values_mut() {
        // Boxes come from a map: the order must not depend on it.
        items.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)).then(a.point.cmp(&b.point)));
    }
    rows
}

fn settle(items: &mut [Item], laid: &mut [Laid<'_>], rects: &HashMap<Place, Rect>) {
    for at in 0..items.len() {
        let low = at.checked_sub(1).and_then(|at| items.get(at)).map_or(f64::MIN, |item| item.right + APART);
        let high = items.get(at + 1).map_or(f64::MAX, |item| item.left - APART);
        let Some(item) = items.get_mut(at) else { continue };
        let Some((line, point)) = item.point else { continue };
        let half = (item.right - item.left) / 2.0;
        let Some(laid) = laid.get_mut(line) else { continue };
        let Some(wish) = wish(laid, point, rects) else { continue };
        let (low, high) = (low + half, high - half);
        // What stands too near as it is stays: there is no room to do better.
        if low > high {
            continue;
        }
        let x = wish.clamp(low, high);
        laid.move_to(point, x);
        (item.left, item.right) = (x - half, x + half);
    }
}

/// Where a point should be for the line not to turn back: between the points before and after it.
fn wish(laid: &Laid<'_>, at: usize, rects: &HashMap<Place, Rect>) -> Option<f64> {
    let own = laid.through.get(at)?.x;
    let on = |place: Place| {
        let rect = rects.get(&place)?;
        Some(nearest(own, rect.x, rect.right()))
    };
    let x = |point: &Point| point.x;
    let before = match at.checked_sub(1) {
        Some(at) => laid.through.get(at).map(x),
        None => on(laid.upper),
    }?;
    let after = match laid.through.get(at + 1) {
        Some(point) => Some(point.x),
        None => on(laid.lower),
    }?;
    Some(own.clamp(before.min(after), before.max(after)))
}
