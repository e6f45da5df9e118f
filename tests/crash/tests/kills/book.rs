//! The ledger as the parent reads it: what is open, and what the next life is to do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use crash::{
    ledger::{Call, Entry, line},
    life::Orders,
};

/// How many results that were acknowledged are asked for again.
const ASKED_AGAIN: usize = 8;

/// Where a job stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Asked,
    Started,
    Ended,
}

/// The ledger so far.
pub(crate) struct Book {
    path: PathBuf,
    read: u64,
    entries: Vec<Entry>,
    torn: usize,
    jobs: BTreeMap<u64, Standing>,
    at_work: BTreeSet<Call>,
    opening: Duration,
}

impl Book {
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            read: 0,
            entries: Vec::new(),
            torn: 0,
            jobs: BTreeMap::new(),
            at_work: BTreeSet::new(),
            opening: Duration::from_millis(50),
        }
    }

    /// What the next life is to do.
    pub(crate) fn orders(&self, seed: u64, width: usize, random: &mut fastrand::Rng) -> Orders {
        let mut ended: Vec<_> = self.those(Standing::Ended).collect();
        random.shuffle(&mut ended);
        ended.truncate(ASKED_AGAIN);
        Orders {
            seed,
            open: self.open().collect(),
            unanswered: self.those(Standing::Asked).collect(),
            ended,
            next: self.next(),
            width,
        }
    }

    /// A life begins.
    pub(crate) fn born(&mut self, life: u32) {
        self.write(&Entry::Born { life });
        self.at_work.clear();
    }

    /// A life was ended.
    pub(crate) fn killed(&mut self) {
        self.read();
        self.write(&Entry::Killed);
    }

    /// How many handlers were at work when the last life was ended.
    pub(crate) fn at_work(&self) -> usize {
        self.at_work.len()
    }

    /// The jobs whose starts were acknowledged and whose results were not.
    pub(crate) fn open(&self) -> impl Iterator<Item = u64> {
        self.those(Standing::Started)
    }

    fn those(&self, standing: Standing) -> impl Iterator<Item = u64> {
        self.jobs.iter().filter(move |(_, is)| **is == standing).map(|(job, _)| *job)
    }

    fn write(&mut self, entry: &Entry) {
        let mut file = OpenOptions::new().append(true).create(true).open(&self.path).unwrap();
        file.write_all(&line(entry)).unwrap();
        file.sync_data().unwrap();
        self.read();
    }

    /// Reads what is new. A line that the end of a life tore is cut off: nothing relied on it.
    pub(crate) fn read(&mut self) {
        let mut file = File::open(&self.path).unwrap();
        file.seek(SeekFrom::Start(self.read)).unwrap();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.read += whole as u64;
        if whole < text.len() {
            self.torn += 1;
            OpenOptions::new().write(true).open(&self.path).unwrap().set_len(self.read).unwrap();
        }
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            // The torn line was the last one.
            let Ok(entry) = serde_json::from_slice(line) else { continue };
            self.take(entry);
        }
    }

    fn take(&mut self, entry: Entry) {
        match &entry {
            Entry::Asked { job } => _ = self.jobs.entry(*job).or_insert(Standing::Asked),
            Entry::Started { job } => {
                let standing = self.jobs.entry(*job).or_insert(Standing::Asked);
                if *standing == Standing::Asked {
                    *standing = Standing::Started;
                }
            }
            Entry::Ended { job, .. } => _ = self.jobs.insert(*job, Standing::Ended),
            Entry::Called(call) => _ = self.at_work.insert(call.clone()),
            Entry::Returned(call) => _ = self.at_work.remove(call),
            Entry::Born { .. } | Entry::Recovered { .. } | Entry::Missing { .. } | Entry::Killed => {}
        }
        self.entries.push(entry);
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn torn(&self) -> usize {
        self.torn
    }

    /// The jobs that executions may have been started for.
    pub(crate) fn asked(&self) -> impl Iterator<Item = u64> {
        self.jobs.keys().copied()
    }

    /// The number that no job has had yet.
    pub(crate) fn next(&self) -> u64 {
        self.jobs.keys().next_back().map_or(0, |last| last + 1)
    }

    /// How many calls there were, and how many of them were repetitions.
    pub(crate) fn calls(&self) -> (usize, usize) {
        let mut different = BTreeSet::new();
        let calls = self.entries.iter().filter_map(|entry| match entry {
            Entry::Called(call) => Some(different.insert(call)),
            _ => None,
        });
        let count = calls.count();
        (count, count - different.len())
    }

    /// How many starts were asked for again.
    pub(crate) fn restarts(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Asked { .. })).count() - self.jobs.len()
    }

    /// How many lives found something to resume.
    pub(crate) fn resumptions(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Recovered { resumed: 1.., .. })).count()
    }

    /// How long it takes to open the database, the last time it was measured.
    pub(crate) fn opening(&self) -> Duration {
        self.opening
    }

    pub(crate) fn opened_within(&mut self, time: Duration) {
        self.opening = time;
    }
}
