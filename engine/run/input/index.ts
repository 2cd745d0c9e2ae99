export { loadState, type LoadedState, type StateSources } from './load-state.ts';
export { isKindConfig, parseSources, type ParsedSources } from './parse-sources.ts';
export { readingProblem, readSourceFiles, type SourceFile, type SourceFiles } from './source-files.ts';
export { validateSources, type Validation, type ValidationSources } from './validate-sources.ts';
