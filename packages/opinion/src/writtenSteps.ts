// Written by scripts/writeSteps.ts. Change that, or plainSteps.ts beside it, never this.
import { expandVotes } from './expandVotes.ts';
import type { Steps, Workspace } from './plainSteps.ts';
import type { Votes } from './votes.ts';

function hear1(
  { statement, value }: Votes,
  start: number,
  end: number,
  records: Float64Array,
  blend: number,
  { pairing, gathered, curvatures, targets }: Workspace,
): void {
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 8;
    const r0 = records[at];
    const r1 = records[at + 1];
    const r2 = records[at + 2];
    let square = 0;
    square += pairing[0] * r0 + pairing[1] * r1 + pairing[2] * r2;
    let mean = r1;
    mean += pairing[4] * r0;
    curvatures[v - start] = square;
    targets[v - start] = mean;
  }
  expandVotes(value, start, end, blend, curvatures, targets);
  gathered.fill(0);
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 8;
    const omega = curvatures[v - start];
    const eta = targets[v - start];
    const r0 = records[at];
    const r1 = records[at + 1];
    const r2 = records[at + 2];
    gathered[0] += omega * r0;
    gathered[1] += omega * r1;
    gathered[2] += omega * r2;
    gathered[4] += eta * r0;
  }
}

function tell1(
  { statement, value }: Votes,
  start: number,
  end: number,
  weight: number,
  sums: Float64Array,
  { record, curvatures, targets }: Workspace,
): void {
  const r0 = weight * record[0];
  const r1 = weight * record[1];
  const r2 = weight * record[2];
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 8;
    const omega = curvatures[v - start];
    const eta = targets[v - start];
    sums[at] += omega * r0;
    sums[at + 1] += omega * r1;
    sums[at + 2] += omega * r2;
    sums[at + 4] += eta * r0;
  }
}

function hear4(
  { statement, value }: Votes,
  start: number,
  end: number,
  records: Float64Array,
  blend: number,
  { pairing, gathered, curvatures, targets }: Workspace,
): void {
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 20;
    const r0 = records[at];
    const r1 = records[at + 1];
    const r2 = records[at + 2];
    const r3 = records[at + 3];
    const r4 = records[at + 4];
    const r5 = records[at + 5];
    const r6 = records[at + 6];
    const r7 = records[at + 7];
    const r8 = records[at + 8];
    const r9 = records[at + 9];
    const r10 = records[at + 10];
    const r11 = records[at + 11];
    const r12 = records[at + 12];
    const r13 = records[at + 13];
    const r14 = records[at + 14];
    let square = 0;
    square += pairing[0] * r0 + pairing[1] * r1 + pairing[2] * r2 + pairing[3] * r3;
    square += pairing[4] * r4 + pairing[5] * r5 + pairing[6] * r6 + pairing[7] * r7;
    square += pairing[8] * r8 + pairing[9] * r9 + pairing[10] * r10 + pairing[11] * r11;
    square += pairing[12] * r12 + pairing[13] * r13 + pairing[14] * r14;
    let mean = r1;
    mean += pairing[16] * r0 + pairing[17] * r3 + pairing[18] * r6 + pairing[19] * r10;
    curvatures[v - start] = square;
    targets[v - start] = mean;
  }
  expandVotes(value, start, end, blend, curvatures, targets);
  gathered.fill(0);
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 20;
    const omega = curvatures[v - start];
    const eta = targets[v - start];
    const r0 = records[at];
    const r1 = records[at + 1];
    const r2 = records[at + 2];
    const r3 = records[at + 3];
    const r4 = records[at + 4];
    const r5 = records[at + 5];
    const r6 = records[at + 6];
    const r7 = records[at + 7];
    const r8 = records[at + 8];
    const r9 = records[at + 9];
    const r10 = records[at + 10];
    const r11 = records[at + 11];
    const r12 = records[at + 12];
    const r13 = records[at + 13];
    const r14 = records[at + 14];
    gathered[0] += omega * r0;
    gathered[1] += omega * r1;
    gathered[2] += omega * r2;
    gathered[3] += omega * r3;
    gathered[4] += omega * r4;
    gathered[5] += omega * r5;
    gathered[6] += omega * r6;
    gathered[7] += omega * r7;
    gathered[8] += omega * r8;
    gathered[9] += omega * r9;
    gathered[10] += omega * r10;
    gathered[11] += omega * r11;
    gathered[12] += omega * r12;
    gathered[13] += omega * r13;
    gathered[14] += omega * r14;
    gathered[16] += eta * r0;
    gathered[17] += eta * r3;
    gathered[18] += eta * r6;
    gathered[19] += eta * r10;
  }
}

function tell4(
  { statement, value }: Votes,
  start: number,
  end: number,
  weight: number,
  sums: Float64Array,
  { record, curvatures, targets }: Workspace,
): void {
  const r0 = weight * record[0];
  const r1 = weight * record[1];
  const r2 = weight * record[2];
  const r3 = weight * record[3];
  const r4 = weight * record[4];
  const r5 = weight * record[5];
  const r6 = weight * record[6];
  const r7 = weight * record[7];
  const r8 = weight * record[8];
  const r9 = weight * record[9];
  const r10 = weight * record[10];
  const r11 = weight * record[11];
  const r12 = weight * record[12];
  const r13 = weight * record[13];
  const r14 = weight * record[14];
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 20;
    const omega = curvatures[v - start];
    const eta = targets[v - start];
    sums[at] += omega * r0;
    sums[at + 1] += omega * r1;
    sums[at + 2] += omega * r2;
    sums[at + 3] += omega * r3;
    sums[at + 4] += omega * r4;
    sums[at + 5] += omega * r5;
    sums[at + 6] += omega * r6;
    sums[at + 7] += omega * r7;
    sums[at + 8] += omega * r8;
    sums[at + 9] += omega * r9;
    sums[at + 10] += omega * r10;
    sums[at + 11] += omega * r11;
    sums[at + 12] += omega * r12;
    sums[at + 13] += omega * r13;
    sums[at + 14] += omega * r14;
    sums[at + 16] += eta * r0;
    sums[at + 17] += eta * r3;
    sums[at + 18] += eta * r6;
    sums[at + 19] += eta * r10;
  }
}

function hear6(
  { statement, value }: Votes,
  start: number,
  end: number,
  records: Float64Array,
  blend: number,
  { pairing, gathered, curvatures, targets }: Workspace,
): void {
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 36;
    const r0 = records[at];
    const r1 = records[at + 1];
    const r2 = records[at + 2];
    const r3 = records[at + 3];
    const r4 = records[at + 4];
    const r5 = records[at + 5];
    const r6 = records[at + 6];
    const r7 = records[at + 7];
    const r8 = records[at + 8];
    const r9 = records[at + 9];
    const r10 = records[at + 10];
    const r11 = records[at + 11];
    const r12 = records[at + 12];
    const r13 = records[at + 13];
    const r14 = records[at + 14];
    const r15 = records[at + 15];
    const r16 = records[at + 16];
    const r17 = records[at + 17];
    const r18 = records[at + 18];
    const r19 = records[at + 19];
    const r20 = records[at + 20];
    const r21 = records[at + 21];
    const r22 = records[at + 22];
    const r23 = records[at + 23];
    const r24 = records[at + 24];
    const r25 = records[at + 25];
    const r26 = records[at + 26];
    const r27 = records[at + 27];
    let square = 0;
    square += pairing[0] * r0 + pairing[1] * r1 + pairing[2] * r2 + pairing[3] * r3;
    square += pairing[4] * r4 + pairing[5] * r5 + pairing[6] * r6 + pairing[7] * r7;
    square += pairing[8] * r8 + pairing[9] * r9 + pairing[10] * r10 + pairing[11] * r11;
    square += pairing[12] * r12 + pairing[13] * r13 + pairing[14] * r14 + pairing[15] * r15;
    square += pairing[16] * r16 + pairing[17] * r17 + pairing[18] * r18 + pairing[19] * r19;
    square += pairing[20] * r20 + pairing[21] * r21 + pairing[22] * r22 + pairing[23] * r23;
    square += pairing[24] * r24 + pairing[25] * r25 + pairing[26] * r26 + pairing[27] * r27;
    let mean = r1;
    mean += pairing[28] * r0 + pairing[29] * r3 + pairing[30] * r6 + pairing[31] * r10;
    mean += pairing[32] * r15 + pairing[33] * r21;
    curvatures[v - start] = square;
    targets[v - start] = mean;
  }
  expandVotes(value, start, end, blend, curvatures, targets);
  gathered.fill(0);
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 36;
    const omega = curvatures[v - start];
    const eta = targets[v - start];
    const r0 = records[at];
    const r1 = records[at + 1];
    const r2 = records[at + 2];
    const r3 = records[at + 3];
    const r4 = records[at + 4];
    const r5 = records[at + 5];
    const r6 = records[at + 6];
    const r7 = records[at + 7];
    const r8 = records[at + 8];
    const r9 = records[at + 9];
    const r10 = records[at + 10];
    const r11 = records[at + 11];
    const r12 = records[at + 12];
    const r13 = records[at + 13];
    const r14 = records[at + 14];
    const r15 = records[at + 15];
    const r16 = records[at + 16];
    const r17 = records[at + 17];
    const r18 = records[at + 18];
    const r19 = records[at + 19];
    const r20 = records[at + 20];
    const r21 = records[at + 21];
    const r22 = records[at + 22];
    const r23 = records[at + 23];
    const r24 = records[at + 24];
    const r25 = records[at + 25];
    const r26 = records[at + 26];
    const r27 = records[at + 27];
    gathered[0] += omega * r0;
    gathered[1] += omega * r1;
    gathered[2] += omega * r2;
    gathered[3] += omega * r3;
    gathered[4] += omega * r4;
    gathered[5] += omega * r5;
    gathered[6] += omega * r6;
    gathered[7] += omega * r7;
    gathered[8] += omega * r8;
    gathered[9] += omega * r9;
    gathered[10] += omega * r10;
    gathered[11] += omega * r11;
    gathered[12] += omega * r12;
    gathered[13] += omega * r13;
    gathered[14] += omega * r14;
    gathered[15] += omega * r15;
    gathered[16] += omega * r16;
    gathered[17] += omega * r17;
    gathered[18] += omega * r18;
    gathered[19] += omega * r19;
    gathered[20] += omega * r20;
    gathered[21] += omega * r21;
    gathered[22] += omega * r22;
    gathered[23] += omega * r23;
    gathered[24] += omega * r24;
    gathered[25] += omega * r25;
    gathered[26] += omega * r26;
    gathered[27] += omega * r27;
    gathered[28] += eta * r0;
    gathered[29] += eta * r3;
    gathered[30] += eta * r6;
    gathered[31] += eta * r10;
    gathered[32] += eta * r15;
    gathered[33] += eta * r21;
  }
}

function tell6(
  { statement, value }: Votes,
  start: number,
  end: number,
  weight: number,
  sums: Float64Array,
  { record, curvatures, targets }: Workspace,
): void {
  const r0 = weight * record[0];
  const r1 = weight * record[1];
  const r2 = weight * record[2];
  const r3 = weight * record[3];
  const r4 = weight * record[4];
  const r5 = weight * record[5];
  const r6 = weight * record[6];
  const r7 = weight * record[7];
  const r8 = weight * record[8];
  const r9 = weight * record[9];
  const r10 = weight * record[10];
  const r11 = weight * record[11];
  const r12 = weight * record[12];
  const r13 = weight * record[13];
  const r14 = weight * record[14];
  const r15 = weight * record[15];
  const r16 = weight * record[16];
  const r17 = weight * record[17];
  const r18 = weight * record[18];
  const r19 = weight * record[19];
  const r20 = weight * record[20];
  const r21 = weight * record[21];
  const r22 = weight * record[22];
  const r23 = weight * record[23];
  const r24 = weight * record[24];
  const r25 = weight * record[25];
  const r26 = weight * record[26];
  const r27 = weight * record[27];
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * 36;
    const omega = curvatures[v - start];
    const eta = targets[v - start];
    sums[at] += omega * r0;
    sums[at + 1] += omega * r1;
    sums[at + 2] += omega * r2;
    sums[at + 3] += omega * r3;
    sums[at + 4] += omega * r4;
    sums[at + 5] += omega * r5;
    sums[at + 6] += omega * r6;
    sums[at + 7] += omega * r7;
    sums[at + 8] += omega * r8;
    sums[at + 9] += omega * r9;
    sums[at + 10] += omega * r10;
    sums[at + 11] += omega * r11;
    sums[at + 12] += omega * r12;
    sums[at + 13] += omega * r13;
    sums[at + 14] += omega * r14;
    sums[at + 15] += omega * r15;
    sums[at + 16] += omega * r16;
    sums[at + 17] += omega * r17;
    sums[at + 18] += omega * r18;
    sums[at + 19] += omega * r19;
    sums[at + 20] += omega * r20;
    sums[at + 21] += omega * r21;
    sums[at + 22] += omega * r22;
    sums[at + 23] += omega * r23;
    sums[at + 24] += omega * r24;
    sums[at + 25] += omega * r25;
    sums[at + 26] += omega * r26;
    sums[at + 27] += omega * r27;
    sums[at + 28] += eta * r0;
    sums[at + 29] += eta * r3;
    sums[at + 30] += eta * r6;
    sums[at + 31] += eta * r10;
    sums[at + 32] += eta * r15;
    sums[at + 33] += eta * r21;
  }
}

/** By size: intercept and factors. */
export const writtenSteps: Readonly<Record<number, Steps>> = {
  1: { hear: hear1, tell: tell1 },
  4: { hear: hear4, tell: tell4 },
  6: { hear: hear6, tell: tell6 },
};
