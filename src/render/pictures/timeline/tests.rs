//! Timelines at random: nothing touches, and only numbers are drawn.
