//! The forms of charts, each in a file of its own.

mod area;
mod bar;
mod column;
mod donut;
mod heat;
mod line;
mod multiples;
mod range;
mod scatter;
mod share;
pub mod slope;
mod small_bars;
pub mod sparkline;
mod stack;
pub mod treemap;
mod waffle;

use super::Form;
use super::sheet::Sheet;

/// Draws a form onto a sheet and says how high it has become.
pub fn draw(sheet: &mut Sheet, form: Form) -> f64 {
    match form {
        Form::Column | Form::Grouped => column::draw(sheet),
        Form::Stacked | Form::StackedShare => stack::draw(sheet),
        Form::RangeDot => range::draw(sheet),
        Form::ShareBar => share::draw(sheet),
        Form::Waffle => waffle::draw(sheet),
        Form::Donut => donut::draw(sheet),
        Form::HeatTable => heat::draw(sheet),
        Form::Treemap => treemap::draw(sheet),
        Form::Bar | Form::Lollipop => bar::draw(sheet),
        Form::Line => line::draw(sheet),
        Form::Area => area::draw(sheet),
        Form::Slope => slope::draw(sheet),
        Form::Scatter => scatter::draw(sheet),
        Form::Sparkline => sparkline::draw(sheet),
        Form::Multiples => multiples::draw(sheet),
    }
}
