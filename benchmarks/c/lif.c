// Leaky integrate-and-fire neurons with a refractory period: v <- a v + arrived + current, a spike where v >= threshold and
// nobody waits, v <- v - threshold; arrived is zeroed and the spikes are listed, as Growcone's loop does it.
// Usage: lif NEURONS STEPS TIMES LISTED-SHARE DRIVE; prints: ns per neuron and step, share of neurons that fire per step
#define _GNU_SOURCE
#include <smmintrin.h>
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
static float uniform(void) {
  state ^= state << 13, state ^= state >> 17, state ^= state << 5;
  return state / 4294967296.f;
}

static float *array(size_t n) {
  float *a = aligned_alloc(64, (n * 4 + 63) / 64 * 64);
  for (size_t i = 0; i < n; i++) a[i] = 0;
  return a;
}

static size_t step(int n, float *v, float *wait, float *arrived, const float *current, uint32_t *listed) {
  const __m128 zero = _mm_setzero_ps(), one = _mm_set1_ps(1), alpha = _mm_set1_ps(0.951229425f);
  const __m128 threshold = _mm_set1_ps(0.61f), refractory = _mm_set1_ps(5);
  size_t count = 0;
  for (int i = 0; i < n; i += 4) {
    __m128 left = _mm_max_ps(_mm_sub_ps(_mm_load_ps(wait + i), one), zero);
    __m128 input = _mm_add_ps(_mm_load_ps(arrived + i), _mm_load_ps(current + i));
    __m128 u = _mm_add_ps(_mm_mul_ps(_mm_load_ps(v + i), alpha), input);
    __m128 fires = _mm_andnot_ps(_mm_cmpgt_ps(left, zero), _mm_cmpge_ps(u, threshold));
    _mm_store_ps(arrived + i, zero);
    _mm_store_ps(v + i, _mm_sub_ps(u, _mm_and_ps(fires, threshold)));
    _mm_store_ps(wait + i, _mm_blendv_ps(left, refractory, fires));
    unsigned mask = _mm_movemask_ps(fires);
    while (__builtin_expect(mask, 0)) {
      listed[count++] = i + __builtin_ctz(mask);
      mask &= mask - 1;
    }
  }
  return count;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  int n = atoi(argv[1]), steps = atoi(argv[2]), times = atoi(argv[3]);
  float share = atof(argv[4]), drive = atof(argv[5]);
  float *v = array(n), *wait = array(n), *arrived = array(n), *current = array(n);
  uint32_t *listed = (uint32_t *)array(n);
  for (int i = 0; i < n; i++) current[i] = uniform() < share ? drive : 0;
  double best = 1e9;
  size_t spikes = 0;
  for (int t = 0; t < times; t++) {
    for (int i = 0; i < n; i++) v[i] = 0.61f * uniform(), wait[i] = 0;
    double start = now();
    spikes = 0;
    for (int s = 0; s < steps; s++) spikes += step(n, v, wait, arrived, current, listed);
    double took = now() - start;
    if (took < best) best = took;
  }
  printf("%.5f %.6f\n", best / steps / n * 1e9, (double)spikes / steps / n);
  return 0;
}
