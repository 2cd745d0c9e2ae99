/** A command that a probe runs: its words, shell wrappers taken off. */
export function commandWords(command: readonly string[]): readonly string[] | undefined {
  const [program = '', flag = '', script] = command;
  if (!/(^|\/)(ba|da|a|z)?sh$/.test(program)) return command;
  if (!/^-\w*c$/.test(flag) || script === undefined) return undefined;
  // Anything beyond one plain command is for a shell to say.
  if (/[;&|<>$`(){}*?\n]/.test(script.trim())) return undefined;
  return script
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}
