import type { AnyNode, CallExpression, Expression, IfStatement } from 'acorn';

export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly what: string;
}

/** What each operator may have been written as by mistake. */
const operators: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '&&': ['||'],
  '||': ['&&'],
};

/** Steps over a list that decide what is in it, and what takes their place; nothing for the list as it is. */
const methods: Readonly<Record<string, string | undefined>> = {
  some: 'every',
  every: 'some',
  filter: undefined,
  sort: undefined,
  toSorted: undefined,
  reverse: undefined,
  toReversed: undefined,
};

/** Looking for something in a list: what if it is never found? Which of several is found first is for laws. */
const searches: ReadonlySet<string> = new Set(['find', 'findLast']);

/** The ways in which a node can be wrong. Texts are left alone: they decide nothing. */
export function mutationsOf(node: AnyNode, parents: readonly AnyNode[], text: string): readonly Mutation[] {
  if ([...parents, node].some((one) => forgets(one, text))) return [];
  switch (node.type) {
    case 'IfStatement':
      // What is worked out again each time is the same: only time would tell.
      return force(node.test, text).filter(
        ({ replacement }) => replacement === 'false' || !keeps(node, text),
      );
    case 'ConditionalExpression':
      return force(node.test, text);
    case 'LogicalExpression':
      if (node.operator !== '??') return swap(node.left, node.right, node.operator, text);
      // Of no text becomes no value: that is for the types.
      return between(node.right, text) === "''"
        ? []
        : [replace(node, between(node.left, text), `?? left out: ${between(node.right, text)}`)];
    case 'BinaryExpression':
      return node.operator === '+' && (isText(node.left) || isText(node.right))
        ? []
        : swap(node.left, node.right, node.operator, text).filter(
            ({ replacement }) => replacement[0] !== node.operator[0] || !isOrder(parents.at(-1), text),
          );
    case 'UnaryExpression':
      return node.operator === '!' ? [replace(node, `(${between(node.argument, text)})`, '! left out')] : [];
    case 'Literal':
      return typeof node.value === 'boolean'
        ? [replace(node, String(!node.value), `${node.value} became ${!node.value}`)]
        : [];
    case 'CallExpression':
      return callMutations(node, text);
    case 'ExpressionStatement':
      return isEffect(node.expression, parents) ? [replace(node, ';', 'statement left out')] : [];
    case 'ContinueStatement':
    case 'BreakStatement':
      return parents.at(-1)?.type === 'SwitchCase'
        ? []
        : [replace(node, ';', `${between(node, text)} left out`)];
    default:
      return [];
  }
}

/** `if (!known) known = make()`: something is worked out when it is first asked for. */
function keeps({ test, consequent }: IfStatement, text: string): boolean {
  const [, name] = /^(?:!(\w+)|(\w+) === undefined)$/.exec(between(test, text))?.filter(Boolean) ?? [];
  return name !== undefined && new RegExp(`\\b${name} = `).test(between(consequent, text));
}

/** `if (known.size > 1000) known.clear()`: how much is kept decides nothing. */
function forgets(node: AnyNode, text: string): boolean {
  return node.type === 'IfStatement' && /\.size >=? \S+\) \S+\.clear\(\);$/.test(between(node, text));
}

function force(test: Expression, text: string): readonly Mutation[] {
  // Constants of their own are flipped already.
  if (test.type === 'Literal') return [];
  const code = between(test, text);
  return ['true', 'false'].map((value) => replace(test, value, `${oneLine(code)} became ${value}`));
}

function swap(left: AnyNode, right: AnyNode, operator: string, text: string): readonly Mutation[] {
  const [start, end] = [left.end, right.start];
  const at = text.indexOf(operator, start);
  if (at < 0 || at >= end) return [];
  return (operators[operator] ?? []).map((other) => ({
    start: at,
    end: at + operator.length,
    replacement: other,
    what: `${operator} became ${other}`,
  }));
}

function callMutations({ callee, start, end }: CallExpression, text: string): readonly Mutation[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
  const { name } = callee.property;
  if (searches.has(name)) return [{ start, end, replacement: 'undefined', what: `${name} finds nothing` }];
  if (!(name in methods)) return [];
  const other = methods[name];
  if (other === undefined) {
    return [{ start, end, replacement: between(callee.object, text), what: `${name} left out` }];
  }
  const { property } = callee;
  return [replace(property, other, `${name} became ${other}`)];
}

/** `a < b ? -1 : 1`: in what order equals come, only a law about the order of the input could tell. */
function isOrder(parent: AnyNode | undefined, text: string): boolean {
  if (parent?.type !== 'ConditionalExpression') return false;
  return [parent.consequent, parent.alternate].every((one) => /^-?1$/.test(between(one, text)));
}

/** Calls and assignments, those of a constructor apart that the types ask for. */
function isEffect({ type }: Expression, parents: readonly AnyNode[]): boolean {
  const inConstructor = parents.some(
    (parent) => parent.type === 'MethodDefinition' && parent.kind === 'constructor',
  );
  return (
    !inConstructor &&
    (type === 'CallExpression' || type === 'AssignmentExpression' || type === 'UpdateExpression')
  );
}

function isText(node: AnyNode): boolean {
  return (
    node.type === 'TemplateLiteral' ||
    (node.type === 'Literal' && typeof node.value === 'string' && node.value.length > 1)
  );
}

function replace({ start, end }: AnyNode, replacement: string, what: string): Mutation {
  return { start, end, replacement, what };
}

function between({ start, end }: AnyNode, text: string): string {
  return text.slice(start, end);
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, ' ');
}
