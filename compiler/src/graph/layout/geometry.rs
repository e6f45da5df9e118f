//! Points, boxes and lines.

/// A place, in pixels from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    pub(super) fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left border.
    pub x: f64,
    /// Its upper border.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    /// A box around a point.
    pub(super) fn around(center: Point, width: f64, height: f64) -> Self {
        Self { x: center.x - width / 2.0, y: center.y - height / 2.0, width, height }
    }

    pub(super) fn moved(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }

    /// Its right border.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower border.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Its middle.
    #[must_use]
    pub fn center(self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }
}

/// A line of several parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Where it begins.
    pub start: Point,
    /// Its parts, each from where the one before it ends.
    pub segments: Vec<Segment>,
}

/// A part of a [`Curve`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// A straight line to a point.
    Line(Point),
    /// A cubic Bézier curve: two control points, and the point to which it leads.
    Cubic(Point, Point, Point),
}

impl Curve {
    pub(super) fn new(start: Point) -> Self {
        Self { start, segments: Vec::new() }
    }

    /// The end of the last part.
    #[must_use]
    pub fn end(&self) -> Point {
        match self.segments.last() {
            Some(Segment::Line(to) | Segment::Cubic(_, _, to)) => *to,
            None => self.start,
        }
    }

    /// Goes on to a point: straight if it is above or below, else in an S that begins and ends vertically.
    pub(super) fn vertically_to(&mut self, to: Point) {
        let from = self.end();
        if (from.x - to.x).abs() < 0.01 {
            if let Some(Segment::Line(last)) = self.segments.last_mut() {
                *last = to;
            } else {
                self.segments.push(Segment::Line(to));
            }
            return;
        }
        let bend = (to.y - from.y) * 0.7;
        self.segments.push(Segment::Cubic(
            Point { x: from.x, y: from.y + bend },
            Point { x: to.x, y: to.y - bend },
            to,
        ));
    }

    pub(super) fn move_by(&mut self, x: f64, y: f64) {
        self.start = self.start.moved(x, y);
        for segment in &mut self.segments {
            *segment = match *segment {
                Segment::Line(to) => Segment::Line(to.moved(x, y)),
                Segment::Cubic(a, b, to) => Segment::Cubic(a.moved(x, y), b.moved(x, y), to.moved(x, y)),
            };
        }
    }
}

/// The direction in which an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Into a box from above.
    Down,
    /// Into a box from below.
    Up,
    /// Into a box from its right.
    Left,
}
