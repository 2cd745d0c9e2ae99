import type { Api } from '../kubectl/api.ts';
import { permissions, questions, type Permission } from './permission.ts';

/** What we may not do. */
export interface Denied {
  readonly permission: Permission;
  /** `create pods/exec in namespace kube-system` */
  readonly words: string;
}

interface Review {
  readonly status?: { readonly allowed?: boolean };
}

/**
 * Asks the API server what this user may do (SelfSubjectAccessReview, authorization.k8s.io/v1).
 * Questions without a namespace are asked for all namespaces, because ours are not there yet.
 */
export async function askPermissions(
  api: Api,
  list: readonly Permission[] = permissions,
): Promise<readonly Denied[]> {
  const asked = await Promise.all(
    questions(list).map(async ({ verb, ...permission }): Promise<readonly Denied[]> => {
      const { group, resource: full, namespace } = permission;
      const [resource, subresource] = full.split('/');
      const review = await api.call<Review>(
        'POST',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec: {
              resourceAttributes: {
                group,
                resource,
                verb,
                ...(subresource !== undefined && { subresource }),
                ...(namespace !== undefined && { namespace }),
              },
            },
          },
        },
      );
      if (review.status?.allowed === true) return [];
      return [
        {
          permission,
          words: `${verb} ${full}${namespace === undefined ? '' : ` in namespace ${namespace}`}`,
        },
      ];
    }),
  );
  return asked.flat().sort((a, b) => (a.words < b.words ? -1 : 1));
}
