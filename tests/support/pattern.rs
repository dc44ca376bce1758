//! As much of regular expressions as our schemas use: classes, groups, `|`, `?`, `*`, `+`, `{m,n}`, `^` and `$`.

/// Does a pattern match anywhere in a text?
pub fn is_match(pattern: &str, text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    (0..=letters.len()).any(|start| !ways(&pattern, &letters, vec![start]).is_empty())
}

/// Where a pattern may end in the letters, for each place at which it may start.
fn ways(pattern: &[char], letters: &[char], starts: Vec<usize>) -> Vec<usize> {
    let mut ends: Vec<usize> = branches(pattern).into_iter().flat_map(|branch| sequence(branch, letters, starts.clone())).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

fn sequence(pattern: &[char], letters: &[char], mut at: Vec<usize>) -> Vec<usize> {
    let mut rest = pattern;
    while !rest.is_empty() {
        let length = atom(rest);
        let (piece, after) = rest.split_at(length);
        let (least, most, length) = times(after);
        rest = &after[length..];
        let mut found = if least == 0 { at.clone() } else { Vec::new() };
        for count in 1..=most.min(letters.len() + 1) {
            at = step(piece, letters, at);
            if at.is_empty() {
                break;
            }
            if count >= least {
                found.extend(&at);
            }
        }
        found.sort_unstable();
        found.dedup();
        at = found;
    }
    at
}

/// One atom, once.
fn step(piece: &[char], letters: &[char], at: Vec<usize>) -> Vec<usize> {
    match piece[0] {
        '^' => at.into_iter().filter(|at| *at == 0).collect(),
        '$' => at.into_iter().filter(|at| *at == letters.len()).collect(),
        '(' => ways(&piece[1..piece.len() - 1], letters, at),
        _ => at.into_iter().filter(|at| letters.get(*at).is_some_and(|letter| has(piece, *letter))).map(|at| at + 1).collect(),
    }
}

fn has(piece: &[char], letter: char) -> bool {
    match piece {
        ['.'] => true,
        ['\\', 's'] => letter.is_whitespace(),
        ['\\', escaped] => *escaped == letter,
        ['[', '^', inner @ .., ']'] => !is_in(inner, letter),
        ['[', inner @ .., ']'] => is_in(inner, letter),
        [plain] => *plain == letter,
        other => panic!("{other:?} is not understood"),
    }
}

fn is_in(class: &[char], letter: char) -> bool {
    match class {
        [] => false,
        ['\\', escaped, rest @ ..] => has(&['\\', *escaped], letter) || is_in(rest, letter),
        [from, '-', to, rest @ ..] => (*from..=*to).contains(&letter) || is_in(rest, letter),
        [one, rest @ ..] => *one == letter || is_in(rest, letter),
    }
}

/// How long the first atom is.
fn atom(pattern: &[char]) -> usize {
    let closed_by = |open: char, close: char| {
        let mut depth = 0;
        let end = pattern.iter().position(|letter| {
            depth += i32::from(*letter == open) - i32::from(*letter == close);
            depth == 0
        });
        end.expect("it is closed") + 1
    };
    match pattern[0] {
        '\\' => 2,
        '[' => pattern.iter().position(|letter| *letter == ']').expect("it is closed") + 1,
        '(' => closed_by('(', ')'),
        _ => 1,
    }
}

/// How often an atom may come, by what follows it, and how long that is.
fn times(after: &[char]) -> (usize, usize, usize) {
    match after.first() {
        Some('?') => (0, 1, 1),
        Some('*') => (0, usize::MAX, 1),
        Some('+') => (1, usize::MAX, 1),
        Some('{') => {
            let end = after.iter().position(|letter| *letter == '}').expect("it is closed");
            let inside: String = after[1..end].iter().collect();
            let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
            (least.parse().expect("a number"), most.parse().expect("a number"), end + 1)
        }
        _ => (1, 1, 0),
    }
}

/// The branches between bars that stand in no group.
fn branches(pattern: &[char]) -> Vec<&[char]> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, letter) in pattern.iter().enumerate() {
        depth += i32::from(*letter == '(') - i32::from(*letter == ')');
        if *letter == '|' && depth == 0 {
            found.push(&pattern[start..at]);
            start = at + 1;
        }
    }
    found.push(&pattern[start..]);
    found
}
