export { readingProblem, readSourceFiles, type SourceFile, type SourceFiles } from './source-files.ts';
