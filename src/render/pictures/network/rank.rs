//! Ranks and orders for what leads from one to the next: lines that go back are turned, each point stands after all that lead to it,
//! and within a rank points are ordered so that few lines cross.
//!
//! Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures (1981).

/// Points in ranks, with a line through a place of its own in each rank that it passes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    /// The rank of each point, and then of each place that a long line passes.
    pub rank: Vec<usize>,
    /// The points and places of each rank, in order.
    pub order: Vec<Vec<usize>>,
    /// What each line passes, from its left end to its right: its points, and places between them.
    pub ways: Vec<Vec<usize>>,
    /// The lines that were turned around, because otherwise they would go in a circle.
    pub is_turned: Vec<bool>,
}

/// So often the orders are looked through, there and back.
const SWEEPS: usize = 12;

/// Puts points into ranks. Lines from a point to itself pass nothing.
pub fn rank(count: usize, lines: &[(usize, usize)]) -> Ranks {
    let is_turned = turned(count, lines);
    let forward: Vec<(usize, usize)> =
        lines.iter().zip(&is_turned).map(|((from, to), turned)| if *turned { (*to, *from) } else { (*from, *to) }).collect();
    let mut rank = longest(count, &forward);
    let mut ways = Vec::with_capacity(lines.len());
    for &(from, to) in &forward {
        let mut way = vec![from];
        for between in rank[from] + 1..rank[to] {
            way.push(rank.len());
            rank.push(between);
        }
        if from != to {
            way.push(to);
        }
        ways.push(way);
    }
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); rank.iter().max().map_or(0, |last| last + 1)];
    for (point, rank) in rank.iter().enumerate() {
        order[*rank].push(point);
    }
    let steps: Vec<(usize, usize)> = ways.iter().flat_map(|way| way.windows(2).map(|step| (step[0], step[1]))).collect();
    uncross(&mut order, &steps, &rank);
    Ranks { rank, order, ways, is_turned }
}

/// The lines that lead back to where one came from, looked at in the order of the points.
pub fn turned(count: usize, lines: &[(usize, usize)]) -> Vec<bool> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, (from, to)) in lines.iter().enumerate() {
        if from != to {
            out[*from].push(at);
        }
    }
    let mut has_before = vec![false; count];
    lines.iter().filter(|(from, to)| from != to).for_each(|(_, to)| has_before[*to] = true);
    // First from where nothing leads to, so that a hierarchy is looked at from its top.
    let (first, then): (Vec<usize>, Vec<usize>) = (0..count).partition(|point| !has_before[*point]);
    let mut is_turned = vec![false; lines.len()];
    // 0: not seen, 1: on the way, 2: done.
    let mut state = vec![0_u8; count];
    for start in first.into_iter().chain(then).filter(|point| !out[*point].is_empty()) {
        if state[start] != 0 {
            continue;
        }
        let mut stack = vec![(start, 0)];
        state[start] = 1;
        while let Some((point, next)) = stack.pop() {
            let Some(&line) = out[point].get(next) else {
                state[point] = 2;
                continue;
            };
            stack.push((point, next + 1));
            let to = lines[line].1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    stack.push((to, 0));
                }
                1 => is_turned[line] = true,
                _ => {}
            }
        }
    }
    is_turned
}

/// The rank of each point: one more than the highest of what leads to it. What only leads on stands right before where it leads.
fn longest(count: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let real: Vec<(usize, usize)> = lines.iter().filter(|(from, to)| from != to).copied().collect();
    let mut open = vec![0; count];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(from, to) in &real {
        open[to] += 1;
        out[from].push(to);
    }
    let mut rank: Vec<usize> = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|point| open[*point] == 0).collect();
    let starts = ready.clone();
    while let Some(point) = ready.pop() {
        for &next in &out[point] {
            rank[next] = rank[next].max(rank[point] + 1);
            open[next] -= 1;
            if open[next] == 0 {
                ready.push(next);
            }
        }
    }
    for point in starts {
        if let Some(nearest) = out[point].iter().map(|next| rank[*next]).min() {
            rank[point] = nearest.saturating_sub(1);
        }
    }
    rank
}

/// Orders each rank by where its neighbours stand, there and back, and keeps the best.
fn uncross(order: &mut Vec<Vec<usize>>, steps: &[(usize, usize)], rank: &[usize]) {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); rank.len()];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); rank.len()];
    for &(from, to) in steps {
        after[from].push(to);
        before[to].push(from);
    }
    let mut best = (crossings(order, &after), order.clone());
    for sweep in 0..SWEEPS {
        let (near, forward) = if sweep % 2 == 0 { (&before, true) } else { (&after, false) };
        let count = order.len();
        for at in 0..count {
            let own = if forward { at } else { count - 1 - at };
            let mut place = vec![0.0; rank.len()];
            order.iter().for_each(|rank| rank.iter().enumerate().for_each(|(at, point)| place[*point] = at as f64));
            let wish = |point: &usize| match near[*point].len() {
                0 => place[*point],
                several => near[*point].iter().map(|other| place[*other]).sum::<f64>() / several as f64,
            };
            let mut wishes: Vec<(f64, usize)> = order[own].iter().map(|point| (wish(point), *point)).collect();
            wishes.sort_by(|one, other| one.0.total_cmp(&other.0));
            order[own] = wishes.into_iter().map(|(_, point)| point).collect();
        }
        let found = crossings(order, &after);
        if found < best.0 {
            best = (found, order.clone());
        }
    }
    *order = best.1;
}

/// How often lines between neighbouring ranks cross.
fn crossings(order: &[Vec<usize>], after: &[Vec<usize>]) -> usize {
    let mut place = vec![0; after.len()];
    order.iter().for_each(|rank| rank.iter().enumerate().for_each(|(at, point)| place[*point] = at));
    let mut sum = 0;
    for rank in order {
        let mut ends: Vec<usize> = Vec::new();
        for point in rank {
            let mut own: Vec<usize> = after[*point].iter().map(|next| place[*next]).collect();
            own.sort_unstable();
            // Those that are here already and end further down are crossed.
            sum += own.iter().map(|end| ends.len() - ends.partition_point(|known| known <= end)).sum::<usize>();
            for end in own {
                ends.insert(ends.partition_point(|known| *known <= end), end);
            }
        }
    }
    sum
}

/// Places along an edge in a given order, each with its height, and as near to where it would like to be as the order allows.
pub fn settle(wishes: &[(f64, f64)]) -> Vec<f64> {
    let mut above = 0.0;
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &(middle, height) in wishes {
        let (mut sum, mut count) = (middle - above - height / 2.0, 1);
        above += height;
        while let Some(&(earlier, length)) = blocks.last()
            && earlier / length as f64 > sum / count as f64
        {
            (sum, count) = (sum + earlier, count + length);
            blocks.pop();
        }
        blocks.push((sum, count));
    }
    let starts = blocks.iter().flat_map(|&(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    let mut above = 0.0;
    let place = |(start, (_, height)): (f64, &(f64, f64))| {
        above += height;
        start + above - height / 2.0
    };
    starts.zip(wishes).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_after_what_leads_to_it() {
        let ranks = rank(4, &[(0, 1), (1, 2), (0, 2), (3, 2)]);
        assert_eq!(ranks.rank, [0, 1, 2, 1, 1]);
        assert_eq!(ranks.ways[2], [0, 4, 2]);
    }

    #[test]
    fn a_circle_is_cut_at_one_line() {
        let ranks = rank(3, &[(0, 1), (1, 2), (2, 0), (1, 1)]);
        assert_eq!(ranks.is_turned, [false, false, true, false]);
        assert_eq!(&ranks.rank[..3], [0, 1, 2]);
        assert_eq!(ranks.ways[3], [1]);
    }

    #[test]
    fn crossed_lines_are_uncrossed() {
        let ranks = rank(6, &[(0, 5), (1, 4), (2, 3)]);
        let place = |point: usize| ranks.order[ranks.rank[point]].iter().position(|known| *known == point);
        assert_eq!([place(0), place(1), place(2)], [place(5), place(4), place(3)]);
    }

    #[test]
    fn settling_keeps_the_order() {
        assert_eq!(settle(&[(5.0, 10.0), (5.0, 10.0), (40.0, 10.0)]), [0.0, 10.0, 40.0]);
        assert_eq!(settle(&[]), Vec::<f64>::new());
    }
}
