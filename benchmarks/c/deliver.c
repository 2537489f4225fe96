// Spikes over sparse rows: half of the rows at a time, in ascending order, each adds its weights to its targets.
// Usage: deliver TARGETS ROW STEPS TIMES; prints: ns per synaptic event
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static uint32_t state = 88172645;
static uint32_t word(void) { return state ^= state << 13, state ^= state >> 17, state ^= state << 5; }

// Not vectorised: targets may repeat between rows, and a scatter has no vector instruction before AVX-512.
#define DELIVER(NAME, INDEX)                                                                                     \
  __attribute__((noinline)) static void NAME(const INDEX *index, const float *weight, const uint32_t *start,     \
                                             const uint32_t *rows, int count, float *target) {                   \
    for (int r = 0; r < count; r++)                                                                              \
      for (uint32_t i = start[rows[r]]; i < start[rows[r] + 1]; i++) target[index[i]] += weight[i];              \
  }
DELIVER(deliver8, uint8_t)
DELIVER(deliver16, uint16_t)
DELIVER(deliver32, uint32_t)

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  uint32_t targets = atoi(argv[1]), length = atoi(argv[2]), steps = atoi(argv[3]), times = atoi(argv[4]);
  uint32_t rows = 65536 / length, synapses = rows * length, stride = targets / length;
  uint8_t *index8 = malloc(synapses);
  uint16_t *index16 = malloc(2 * synapses);
  uint32_t *index32 = malloc(4 * synapses), *start = malloc(4 * (rows + 1)), *listed[2];
  float *weight = malloc(4 * synapses), *target = calloc(targets, 4);
  for (uint32_t r = 0; r <= rows; r++) start[r] = r * length;
  for (uint32_t i = 0; i < synapses; i++) {
    // One target in each of as many equal stretches: sorted and distinct.
    uint32_t post = (uint64_t)targets * (i % length) / length + word() % (stride ? stride : 1);
    index8[i] = index16[i] = index32[i] = post < targets ? post : targets - 1;
    weight[i] = (word() >> 8) / 16777216.f - .5f;
  }
  int count[2] = {0, 0};
  for (int s = 0; s < 2; s++) listed[s] = malloc(4 * rows);
  for (uint32_t r = 0; r < rows; r++) {
    int s = word() >> 31;
    listed[s][count[s]++] = r;
  }
  double best = 1e9;
  for (uint32_t t = 0; t < times; t++) {
    double begin = now();
    for (uint32_t s = 0; s < steps; s++) {
      const uint32_t *half = listed[s & 1];
      if (targets <= 256) deliver8(index8, weight, start, half, count[s & 1], target);
      else if (targets <= 65536) deliver16(index16, weight, start, half, count[s & 1], target);
      else deliver32(index32, weight, start, half, count[s & 1], target);
    }
    double took = now() - begin;
    if (took < best) best = took;
  }
  double events = 0;
  for (uint32_t s = 0; s < steps; s++) events += (double)count[s & 1] * length;
  float sum = 0;
  for (uint32_t i = 0; i < targets; i++) sum += target[i];
  printf("%.5f %g\n", best / events * 1e9, sum);
  return 0;
}
