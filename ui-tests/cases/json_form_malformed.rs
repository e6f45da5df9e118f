//! Malformed declarations under the derive.
#[derive(stepwright::JsonForm)]
#[asl]
pub struct Bare(u8);

#[derive(stepwright::JsonForm)]
pub struct Wrong {
    #[asl(is = String)]
    pub id: u8,
    #[asl(as = String, as = u8)]
    pub twice: u8,
}

#[derive(stepwright::JsonForm)]
pub enum Money {
    #[asl(as = String)]
    Cash(u8),
}

fn main() {}
