import type { Batch, BatchReply } from '../programs/protocol.ts';
import type { Silence } from './prober-session.ts';

/** The answer to a batch, if it is whole: every flow with all its attempts, and the end mark with their count. */
export function parseBatchReply(text: string, batch: Batch): BatchReply | Silence {
  let reply: Partial<BatchReply> & { readonly error?: string };
  try {
    reply = JSON.parse(text) as typeof reply;
  } catch {
    return { silence: 'the answer of the prober is no JSON: it was cut off or mixed with other text' };
  }
  if (reply.error !== undefined) return { silence: `the prober failed: ${reply.error}` };
  const { replies, controls, end } = reply;
  if (!replies || !controls || !end) return { silence: 'the answer of the prober was cut off' };
  const attempts = batch.questions.reduce((sum, question) => sum + question.attempts, 0);
  const whole =
    replies.length === batch.questions.length &&
    end.replies === batch.questions.length &&
    end.attempts === attempts &&
    batch.questions.every(
      (question, index) =>
        replies[index]?.id === question.id && replies[index].attempts.length === question.attempts,
    );
  if (whole) return { id: batch.id, replies, controls, end };
  return {
    silence: `the prober answered ${end.replies} flows and ${end.attempts} attempts of ${batch.questions.length} and ${attempts}`,
  };
}
