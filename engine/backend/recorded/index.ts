export { findRecordings, parseRecording, readRecording } from './read-recording.ts';
export { RecordedBackEnd } from './recorded-back-end.ts';
export { clusterOf, recordingFiles, type NameAsk, type Recording, type RunNotes } from './recording.ts';
export { formatRecording, writeRecording } from './write-recording.ts';
export { Recorder } from './recorder.ts';
