// exp of an array, in place: x <- exp(c - x).
// Usage: exp NUMBERS STEPS TIMES; prints: ns per number
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

__attribute__((noinline)) static void step(int n, float *restrict x) {
  for (int i = 0; i < n; i++) x[i] = expf(0.5f - x[i]);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int n = atoi(argv[1]), steps = atoi(argv[2]), times = atoi(argv[3]);
  float *x = malloc(4 * n), sum = 0;
  for (int i = 0; i < n; i++) x[i] = (float)i / n;
  double best = 1e9;
  for (int t = 0; t < times; t++) {
    double start = now();
    for (int s = 0; s < steps; s++) step(n, x);
    double took = now() - start;
    if (took < best) best = took;
  }
  for (int i = 0; i < n; i++) sum += x[i];
  printf("%.5f %g\n", best / steps / n * 1e9, sum);
  return 0;
}
