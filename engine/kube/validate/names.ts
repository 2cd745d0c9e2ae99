/** Why a text is no name of some sort: the API server's words, and an example. Empty when it is one. */
export type Reasons = readonly { readonly why: string; readonly example?: string }[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123Label = new RegExp(`^${label}$`);
const dns1123Subdomain = new RegExp(`^${label}(\\.${label})*$`);
const dns1035Label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Names of Services up to Kubernetes 1.35 (apimachinery: `IsDNS1035Label`). */
export function dns1035LabelFaults(text: string): Reasons {
  return [
    ...tooLong(text, 63),
    ...unless(dns1035Label.test(text), {
      why: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
      example: 'my-name or abc-123',
    }),
  ];
}

/** Names of namespaces and ports (`IsDNS1123Label`). */
export function dns1123LabelFaults(text: string): Reasons {
  return [
    ...tooLong(text, 63),
    ...unless(dns1123Label.test(text) || !dns1123Subdomain.test(text), { why: 'must not contain dots' }),
    ...unless(dns1123Label.test(text) || dns1123Subdomain.test(text), {
      why: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
      example: 'my-name or 123-abc',
    }),
  ];
}

/** Names of most objects (`IsDNS1123Subdomain`). */
export function dns1123SubdomainFaults(text: string): Reasons {
  return [
    ...tooLong(text, 253),
    ...unless(dns1123Subdomain.test(text), {
      why: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      example: 'example.com',
    }),
  ];
}

/** Names that a targetPort refers to (`IsValidPortName`; IANA service names). */
export function portNameFaults(text: string): Reasons {
  return [
    ...tooLong(text, 15),
    ...unless(/^[-a-z0-9]+$/.test(text), {
      why: 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    }),
    ...unless(/[a-z]/.test(text), { why: 'must contain at least one letter (a-z)' }),
    ...unless(!text.includes('--'), { why: 'must not contain consecutive hyphens' }),
    ...unless(!/^-|-$/.test(text), { why: 'must not begin or end with a hyphen' }),
  ];
}

/** Keys of labels and what is written like them (`IsQualifiedName`). */
export function qualifiedNameFaults(text: string): Reasons {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      {
        why: "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        example: 'MyName or example.com/MyName',
      },
    ];
  }
  const name = parts.at(-1)!;
  const prefix = parts.length === 2 ? parts[0]! : undefined;
  const prefixFaults =
    prefix === undefined
      ? []
      : prefix === ''
        ? [{ why: 'must be non-empty' }]
        : dns1123SubdomainFaults(prefix);
  return [
    ...prefixFaults.map((fault) => ({ ...fault, why: `prefix part ${fault.why}` })),
    ...unless(name !== '', { why: 'name part must be non-empty' }),
    ...tooLong(name, 63, 'bytes').map(({ why }) => ({ why: `name part ${why}` })),
    ...unless(qualifiedName.test(name), {
      why: "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      example: 'MyName, my.name or 123-abc',
    }),
  ];
}

/** Values of labels (`IsValidLabelValue`). */
export function labelValueFaults(text: string): Reasons {
  return [
    ...tooLong(text, 63, 'bytes'),
    ...unless(text === '' || qualifiedName.test(text), {
      why: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      example: 'MyValue, my_value or 12345',
    }),
  ];
}

function tooLong(text: string, most: number, unit = 'characters'): Reasons {
  return unless(text.length <= most, { why: `must be no more than ${most} ${unit}` });
}

function unless(holds: boolean, fault: Reasons[number]): Reasons {
  return holds ? [] : [fault];
}
