import type { Api } from '../kubectl/api.ts';
import { permissions, questions, type Permission } from './permission.ts';

/** What we may not do. */
export interface Denied {
  readonly permission: Permission;
  readonly verb: string;
}

interface Review {
  readonly status?: { readonly allowed?: boolean };
}

const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/**
 * Asks the API server what this user may do (SelfSubjectAccessReview, authorization.k8s.io/v1).
 * Questions without a namespace are asked for all namespaces, because ours are not there yet.
 * The answer is in the order of the list.
 */
export async function askPermissions(
  api: Pick<Api, 'call'>,
  list: readonly Permission[] = permissions,
): Promise<readonly Denied[]> {
  const asked = await Promise.all(
    questions(list).map(async ({ verb, permission }): Promise<readonly Denied[]> => {
      const { group, namespace } = permission;
      const [resource, subresource] = permission.resource.split('/');
      const resourceAttributes = {
        group,
        resource,
        verb,
        ...(subresource !== undefined && { subresource }),
        ...(namespace !== undefined && { namespace }),
      };
      const review = await api.call<Review>('POST', reviews, {
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes },
        },
      });
      return review.status?.allowed === true ? [] : [{ permission, verb }];
    }),
  );
  return asked.flat();
}
