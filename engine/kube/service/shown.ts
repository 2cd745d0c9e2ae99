import type { ServiceSpec } from '../types/service.ts';

/**
 * A spec as the API server shows it: internalTrafficPolicy is stored for an ExternalName too, but nobody gets to see it
 * (`defaultOnReadInternalTrafficPolicy`, pkg/registry/core/service/storage).
 */
export function shown(spec: ServiceSpec): ServiceSpec {
  if (spec.type !== 'ExternalName') return spec;
  const { internalTrafficPolicy: _, ...rest } = spec;
  return rest;
}
