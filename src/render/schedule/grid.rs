//! Where sessions stand in the table of a day: rows by the hours at which something begins, columns that are as wide as what runs in
//! parallel in them. Pure: it knows hours and columns and nothing else.

/// When something is, in minutes from midnight, and in which column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub start: u32,
    /// Nobody says when it ends, where there is none.
    pub end: Option<u32>,
    pub column: Option<usize>,
}

/// A table of a day.
#[derive(Debug, PartialEq, Eq)]
pub struct Grid {
    /// How many lanes each column has; one more column than there were if something stands in none.
    pub lanes: Vec<usize>,
    pub rows: Vec<Row>,
}

/// What begins, or goes on, from one hour on.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub start: u32,
    /// Minutes until the next row; of the last, until all has ended.
    pub length: u32,
    pub cells: Vec<Cell>,
}

/// A cell that begins in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which of the slots stands in it; nothing, where it is empty.
    pub slot: Option<usize>,
    pub rows: usize,
    pub lanes: usize,
    /// In which column it begins; nothing where it goes over all.
    pub column: Option<usize>,
}

/// An hour without an end is taken to last so long where it is asked what runs beside it.
const UNKNOWN_LENGTH: u32 = 1;

impl Slot {
    fn end(&self) -> u32 {
        self.end.unwrap_or(self.start).max(self.start + UNKNOWN_LENGTH)
    }

    fn overlaps(&self, other: &Slot) -> bool {
        self.start < other.end() && other.start < self.end()
    }
}

/// Lays out the slots of a day in so many columns.
pub fn lay_out(slots: &[Slot], columns: usize) -> Grid {
    let mut order: Vec<usize> = (0..slots.len()).collect();
    order.sort_by_key(|at| (slots[*at].start, slots[*at].column.is_some(), slots[*at].column, *at));
    let is_alone = |at: usize| (0..slots.len()).all(|other| other == at || !slots[at].overlaps(&slots[other]));
    let is_wide: Vec<bool> = (0..slots.len()).map(|at| slots[at].column.is_none() && is_alone(at)).collect();
    let has_others = (0..slots.len()).any(|at| slots[at].column.is_none() && !is_wide[at]);
    let mut lanes = vec![1; columns + usize::from(has_others)];
    let mut lane_of = vec![0; slots.len()];
    for (column, lanes) in lanes.iter_mut().enumerate() {
        let own = order.iter().copied().filter(|at| !is_wide[*at] && slots[*at].column.unwrap_or(columns) == column);
        let mut ends: Vec<u32> = Vec::new();
        for at in own {
            let free = ends.iter().position(|end| *end <= slots[at].start).unwrap_or(ends.len());
            if free == ends.len() {
                ends.push(0);
            }
            ends[free] = slots[at].end();
            lane_of[at] = free;
        }
        *lanes = ends.len().max(1);
    }
    let mut starts: Vec<u32> = slots.iter().map(|slot| slot.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let over = slots.iter().map(Slot::end).max().unwrap_or(0);
    let rows = starts.iter().enumerate().map(|(at, start)| Row {
        start: *start,
        length: starts.get(at + 1).copied().unwrap_or(over).saturating_sub(*start),
        cells: Vec::new(),
    });
    let mut grid = Grid { rows: rows.collect(), lanes };
    fill(&mut grid, slots, &order, &(is_wide, lane_of));
    grid
}

/// Puts the slots into the rows, and empty cells where there is nothing.
fn fill(grid: &mut Grid, slots: &[Slot], order: &[usize], (is_wide, lane_of): &(Vec<bool>, Vec<usize>)) {
    let starts: Vec<u32> = grid.rows.iter().map(|row| row.start).collect();
    let firsts: Vec<usize> = grid.lanes.iter().scan(0, |sum, lanes| Some(std::mem::replace(sum, *sum + lanes))).collect();
    let width: usize = grid.lanes.iter().sum();
    let column_of = |lane: usize| firsts.partition_point(|first| *first <= lane).saturating_sub(1);
    // What stands in each lane of each row; the first row of a slot is where its cell begins.
    let mut taken: Vec<Vec<Option<usize>>> = vec![vec![None; width]; starts.len()];
    let rows_of = |at: usize| {
        let first = starts.partition_point(|start| *start < slots[at].start);
        let after = starts.partition_point(|start| *start < slots[at].end());
        first..after.max(first + 1)
    };
    for at in order.iter().copied() {
        let lanes = match is_wide[at] {
            true => 0..width,
            false => {
                let lane = firsts[slots[at].column.unwrap_or(firsts.len() - 1)] + lane_of[at];
                lane..lane + 1
            }
        };
        for row in rows_of(at) {
            taken[row][lanes.clone()].fill(Some(at));
        }
    }
    for (row, lanes) in taken.iter().enumerate() {
        let mut lane = 0;
        while lane < width {
            let here = lanes[lane];
            let wide = here.is_some_and(|at| is_wide[at]);
            let end = if wide { width } else { lane + 1 };
            let begins = here.is_none_or(|at| rows_of(at).start == row);
            if begins {
                let rows = here.map_or(1, |at| rows_of(at).len());
                let column = (!wide).then(|| column_of(lane));
                grid.rows[row].cells.push(Cell { slot: here, rows, lanes: end - lane, column });
            }
            lane = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slot(start: u32, end: u32, column: usize) -> Slot {
        Slot { start, end: Some(end), column: Some(column) }
    }

    #[test]
    fn a_session_covers_the_rows_that_begin_while_it_lasts() {
        let grid = lay_out(&[slot(600, 660, 0), slot(600, 630, 1), slot(630, 660, 1), slot(660, 690, 0)], 2);
        let cells: Vec<Vec<(Option<usize>, usize)>> =
            grid.rows.iter().map(|row| row.cells.iter().map(|cell| (cell.slot, cell.rows)).collect()).collect();
        assert_eq!(cells, [vec![(Some(0), 2), (Some(1), 1)], vec![(Some(2), 1)], vec![(Some(3), 1), (None, 1)]]);
    }

    #[test]
    fn what_runs_at_once_in_a_room_gets_lanes_and_a_break_goes_over_all() {
        let lunch = Slot { start: 720, end: Some(780), column: None };
        let grid = lay_out(&[slot(600, 660, 0), slot(610, 640, 0), slot(600, 700, 1), lunch], 2);
        assert_eq!(grid.lanes, [2, 1]);
        let last = &grid.rows[2].cells;
        assert_eq!(last, &[Cell { slot: Some(3), rows: 1, lanes: 3, column: None }]);
        // Beside others it stands in a column of its own.
        let grid = lay_out(&[slot(700, 760, 0), lunch], 1);
        assert_eq!(grid.lanes, [1, 1]);
    }

    proptest! {
        #[test]
        fn every_cell_of_the_table_is_filled_once(
            slots in proptest::collection::vec((0u32..600, proptest::option::of(0u32..300), proptest::option::of(0usize..4)), 1..40)
        ) {
            let slots: Vec<Slot> =
                slots.into_iter().map(|(start, length, column)| Slot { start, end: length.map(|length| start + length), column }).collect();
            let grid = lay_out(&slots, 4);
            let width: usize = grid.lanes.iter().sum();
            let area: usize = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.rows * cell.lanes).sum();
            prop_assert_eq!(area, width * grid.rows.len());
            let mut seen: Vec<usize> = grid.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.slot).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..slots.len()).collect::<Vec<_>>());
        }
    }
}
