//! The same done to many things at once, on as many processors as there are. The order of the answers is that of the things, so that nothing
//! tells how many there were.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does it to each.
pub(super) fn map<Thing: Send, Answer: Send>(
    things: Vec<Thing>,
    answer: impl Fn(Thing) -> Answer + Sync,
) -> Vec<Answer> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get).min(things.len());
    if n_threads < 2 {
        return things.into_iter().map(answer).collect();
    }
    let waiting = Mutex::new(things.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut done: Vec<(usize, Answer)> = Vec::new();
        while let Some((place, thing)) = next() {
            done.push((place, answer(thing)));
        }
        done
    };
    let mut answers = thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads).map(|_| scope.spawn(work)).collect();
        let mut answers = work();
        for other in others {
            match other.join() {
                Ok(done) => answers.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_unstable_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn answers_come_in_order() {
        for n in [0, 1, 2, 1000] {
            let slow = |thing: usize| {
                std::thread::sleep(std::time::Duration::from_micros((thing % 7) as u64 * 20));
                thing * 2
            };
            assert_eq!(map((0..n).collect(), slow), (0..n).map(|thing| thing * 2).collect::<Vec<_>>());
        }
    }
}
