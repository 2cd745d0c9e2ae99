export {
  conformanceOf,
  type Conformance,
  type ConformanceFeature,
  type ConformanceScenario,
  type ConformanceStatus,
  type TestedCluster,
} from './conformance.ts';
export { conformanceMarkdown } from './conformance-markdown.ts';
export { conformanceYaml } from './conformance-yaml.ts';
