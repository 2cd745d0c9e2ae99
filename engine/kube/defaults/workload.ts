import type { Job, ReplicationController, Workload } from '../types/workload.ts';
import { defaultTemplateSpec } from './pod.ts';

/** Replicas, selectors and templates (`SetDefaults_*` of apps/v1, batch/v1 and core/v1). */
export function defaultWorkload(workload: Workload): Workload {
  const { template } = workload.spec;
  const withTemplate = {
    ...workload,
    spec: { ...workload.spec, template: { ...template, spec: defaultTemplateSpec(template.spec) } },
  } as Workload;
  switch (withTemplate.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
      return {
        ...withTemplate,
        spec: { ...withTemplate.spec, replicas: withTemplate.spec.replicas ?? 1 },
      };
    case 'ReplicationController':
      return defaultReplicationController(withTemplate);
    case 'Job':
      return defaultJob(withTemplate);
    default:
      return withTemplate;
  }
}

/** The oldest workload takes selector and labels from its template. */
function defaultReplicationController(controller: ReplicationController): ReplicationController {
  const labels = controller.spec.template.metadata?.labels;
  const selector = isEmpty(controller.spec.selector) ? labels : controller.spec.selector;
  return {
    ...controller,
    metadata: {
      ...controller.metadata,
      ...(labels && isEmpty(controller.metadata.labels) && { labels }),
    },
    spec: { ...controller.spec, replicas: controller.spec.replicas ?? 1, ...(selector && { selector }) },
  };
}

/** Neither of both: one pod. Only `parallelism`: a work queue, without `completions`. */
function defaultJob(job: Job): Job {
  const { completions, parallelism } = job.spec;
  return {
    ...job,
    spec: {
      ...job.spec,
      parallelism: parallelism ?? 1,
      ...(completions === undefined && parallelism === undefined && { completions: 1 }),
      suspend: job.spec.suspend ?? false,
    },
  };
}

function isEmpty(map: object | undefined): boolean {
  return map === undefined || Object.keys(map).length === 0;
}
