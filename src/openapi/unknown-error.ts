import type { components } from "./target/openapi-typescript/types";

type ErrorEnvelope = components["schemas"]["ErrorEnvelope"];

export const unknown: ErrorEnvelope = {
  error: { code: "SOMETHING_NEW", message: "New", details: { unknown: [1, { a: true }], limit: 10 } },
  request_id: "req-1",
};

export function display({ error }: ErrorEnvelope): string {
  const code: string = error.code;
  const limit: unknown = error.details?.limit;
  const reasons: string[] = error.details?.violations?.map((violation) => violation.reason) ?? [];
  return `${code} ${limit} ${reasons}`;
}
