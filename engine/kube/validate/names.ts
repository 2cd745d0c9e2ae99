import type { Reason, Reasons } from './reasons.ts';

export type { Reasons };

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = String.raw`${label}(\.${label})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const keyName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${keyName})?`;
const whole = (expression: string): RegExp => new RegExp(`^${expression}$`);
const dns1123Label = whole(label);
const dns1123Subdomain = whole(subdomain);
const dns1035Label = whole(label1035);
const qualifiedName = whole(keyName);

/** Names of Services up to Kubernetes 1.35 (apimachinery: `IsDNS1035Label`). */
export function dns1035LabelFaults(text: string): Reasons {
  return [
    ...tooLong(text, 63),
    ...unless(dns1035Label.test(text), {
      why: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
      examples: ['my-name', 'abc-123'],
      expression: label1035,
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
      examples: ['my-name', '123-abc'],
      expression: label,
    }),
  ];
}

/** Names of most objects (`IsDNS1123Subdomain`). */
export function dns1123SubdomainFaults(text: string, unit = 'characters'): Reasons {
  return [
    ...tooLong(text, 253, unit),
    ...unless(dns1123Subdomain.test(text), {
      why: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      examples: ['example.com'],
      expression: subdomain,
    }),
  ];
}

const underscored = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const subdomainWithUnderscore = String.raw`${underscored}(\.${underscored})*`;
const dns1123SubdomainWithUnderscore = whole(subdomainWithUnderscore);

/** Domains that a pod searches for names (`IsDNS1123SubdomainWithUnderscore`). */
export function searchDomainFaults(text: string): Reasons {
  return [
    ...tooLong(text, 253),
    ...unless(dns1123SubdomainWithUnderscore.test(text), {
      why: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
      examples: ['example.com'],
      expression: subdomainWithUnderscore,
    }),
  ];
}

/** Names of environment variables (`IsRelaxedEnvVarName`, since Kubernetes 1.34). */
export function environmentFaults(text: string): Reasons {
  return unless(/^[ -<>-~]*$/.test(text), {
    why: "a valid environment variable name must consist only of printable ASCII characters other than '='",
  });
}

/** Names of HTTP headers (`IsHTTPHeaderName`). */
export function headerFaults(text: string): Reasons {
  return unless(/^[-A-Za-z0-9]+$/.test(text), {
    why: "a valid HTTP header must consist of alphanumeric characters or '-'",
    examples: ['X-Header-Name'],
    expression: '[-A-Za-z0-9]+',
  });
}

/** Shares in percent (`IsValidPercent`). */
export function percentFaults(text: string): Reasons {
  return unless(/^[0-9]+%$/.test(text), {
    why: "a valid percent string must be a numeric string followed by an ending '%'",
    examples: ['1%', '93%'],
    expression: '[0-9]+%',
  });
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

const keyRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const keyExamples = ['MyName', 'my.name', '123-abc'];

/** Keys of labels and what is written like them (`IsQualifiedName`). */
export function qualifiedNameFaults(text: string): Reasons {
  const parts = text.split('/');
  if (parts.length > 2) {
    const after = " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [{ why: `a valid label key ${keyRule}`, examples: keyExamples, expression: keyName, after }];
  }
  const name = parts.at(-1)!;
  const prefix = parts.length === 2 ? parts[0]! : undefined;
  const prefixFaults: Reasons =
    prefix === undefined
      ? []
      : prefix === ''
        ? [{ why: 'must be non-empty' }]
        : dns1123SubdomainFaults(prefix, 'bytes');
  return [
    ...prefixFaults.map((fault) => ({ ...fault, why: `prefix part ${fault.why}` })),
    ...unless(name !== '', { why: 'name part must be non-empty' }),
    ...tooLong(name, 63, 'bytes').map(({ why }) => ({ why: `name part ${why}` })),
    ...unless(qualifiedName.test(name), {
      why: `name part ${keyRule}`,
      examples: keyExamples,
      expression: keyName,
    }),
  ];
}

/** Values of labels (`IsValidLabelValue`). */
export function labelValueFaults(text: string): Reasons {
  return [
    ...tooLong(text, 63, 'bytes'),
    ...unless(text === '' || qualifiedName.test(text), {
      why: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      examples: ['MyValue', 'my_value', '12345'],
      expression: labelValue,
    }),
  ];
}

function tooLong(text: string, most: number, unit = 'characters'): Reasons {
  return unless(text.length <= most, { why: `must be no more than ${most} ${unit}` });
}

function unless(holds: boolean, fault: Reason): Reasons {
  return holds ? [] : [fault];
}
