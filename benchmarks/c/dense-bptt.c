// The backward pass of a layer of leaky integrate-and-fire neurons through time, dense and linear in the number of steps, with a
// detached reset: e(t) = dL/dS(t) psi(t), d(t) = e(t+1) + decay d(t+1), dL/dS below = d(t) W', dL/dW = sum S(t)' d(t). Once
// blocked for registers and caches as Growcone's loop is, once as one would write it down.
// Usage: dense-bptt FILE NEURONS STEPS EXAMPLES DECAY STEEPNESS HALF-WIDTH TIMES; FILE holds weights, spikes, distance from
// threshold and dL/dS as float32, and gets dL/dW and dL/dS below of the fused form behind them.
// Prints: ms of the fused form, ms of the plain loops (the best of as many runs)
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif
#define PANEL (2 * LANES)
typedef float vector __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static float *array(size_t n) {
  float *a = aligned_alloc(64, (n * 4 + 63) / 64 * 64);
  memset(a, 0, (n * 4 + 63) / 64 * 64);
  return a;
}

static int neurons, steps, examples, padded;
static float decay, steepness, half_width;
static float *weights, *spikes, *distance, *upstream, *weight_gradient, *spike_gradient;
static float *turned, *delayed, *packed, *carry;

static inline float error(size_t at) {
  float away = distance[at] < 0 ? -distance[at] : distance[at], root = 1 + steepness * away;
  float e = upstream[at] / (root * root);
  return away <= half_width ? e : 0;
}

static void turn(void) {
  for (int i = 0; i < neurons; i++)
    for (int j = 0; j < neurons; j++)
      turned[(size_t)(i / PANEL) * neurons * PANEL + j * PANEL + i % PANEL] = weights[(size_t)i * neurons + j];
}

static void delayed_sums(size_t start) {
  for (int first = 0; first < neurons; first += PANEL) {
    int width = neurons - first < PANEL ? neurons - first : PANEL;
    float sum[PANEL] = {0};
    for (int t = steps - 1; t >= 0; t--) {
      float *into = delayed + ((size_t)first / PANEL * steps + t) * PANEL;
      size_t at = start + (size_t)t * neurons + first;
      if (width == PANEL)
        for (int j = 0; j < PANEL; j++) into[j] = sum[j], sum[j] = error(at + j) + decay * sum[j];
      else
        for (int j = 0; j < width; j++) into[j] = sum[j], sum[j] = error(at + j) + decay * sum[j];
    }
  }
}

static void pack_spikes(size_t start) {
  for (int i = 0; i < neurons; i += 4)
    for (int t = 0; t < steps; t++) memcpy(packed + (size_t)i * steps + 4 * t, spikes + start + (size_t)t * neurons + i, 16);
}

// Four rows of sums: sums[r] += scalars[r * stride + k * each] * vectors[k]
static inline __attribute__((always_inline)) void multiply(
    vector sums[4][2], const float *scalars, size_t stride, size_t each, const float *vectors, int count, int width) {
  for (int k = 0; k < count; k++) {
    vector b[2];
    for (int v = 0; v < width; v++) b[v] = *(const vector *)(vectors + (size_t)k * PANEL + LANES * v);
    for (int r = 0; r < 4; r++)
      for (int v = 0; v < width; v++) sums[r][v] += scalars[r * stride + k * each] * b[v];
  }
}

static inline __attribute__((always_inline)) void spike_tile(const float *panel, int t, float *into, int width) {
  vector sums[4][2] = {0};
  int j = 0;
  for (; j + PANEL <= neurons; j += PANEL)
    multiply(sums, delayed + ((size_t)j / PANEL * steps + t) * PANEL, PANEL, 1, panel + (size_t)j * PANEL, PANEL, width);
  multiply(sums, delayed + ((size_t)j / PANEL * steps + t) * PANEL, PANEL, 1, panel + (size_t)j * PANEL, neurons - j, width);
  for (int r = 0; r < 4; r++)
    for (int v = 0; v < width; v++) *(vector *)(into + (size_t)r * neurons + LANES * v) = sums[r][v];
}

static void spike_gradients(size_t start) {
  for (int i = 0; i < neurons; i += PANEL) {
    const float *panel = turned + (size_t)i * neurons;
    for (int t = 0; t < steps; t += 4) {
      float *into = spike_gradient + start + (size_t)t * neurons + i;
      if (neurons - i >= PANEL) {
        spike_tile(panel, t, into, 2);
      } else {
        float last[4 * PANEL];
        vector sums[4][2] = {0};
        int j = 0;
        for (; j < neurons; j += PANEL)
          multiply(sums, delayed + ((size_t)j / PANEL * steps + t) * PANEL, PANEL, 1, panel + (size_t)j * PANEL,
                   neurons - j < PANEL ? neurons - j : PANEL, neurons - i <= LANES ? 1 : 2);
        memcpy(last, sums, sizeof last);
        for (int r = 0; r < 4; r++) memcpy(into + (size_t)r * neurons, last + r * PANEL, 4 * (neurons - i));
      }
    }
  }
}

static inline __attribute__((always_inline)) void weight_tile(const float *panel, int i, float *into, int width, int columns) {
  vector sums[4][2] = {0};
  multiply(sums, packed + (size_t)i * steps, 1, 4, panel, steps, width);
  float last[4 * PANEL];
  if (columns == width * LANES) {
    for (int r = 0; r < 4; r++)
      for (int v = 0; v < width; v++) *(vector *)(into + (size_t)r * neurons + LANES * v) += sums[r][v];
    return;
  }
  memcpy(last, sums, sizeof last);
  for (int r = 0; r < 4; r++)
    for (int j = 0; j < columns; j++) into[(size_t)r * neurons + j] += last[r * PANEL + j];
}

static void weight_gradients(void) {
  for (int j = 0; j < neurons; j += PANEL) {
    const float *panel = delayed + (size_t)j * steps;
    for (int i = 0; i < neurons; i += 4) {
      float *into = weight_gradient + (size_t)i * neurons + j;
      if (neurons - j >= PANEL) weight_tile(panel, i, into, 2, PANEL);
      else if (neurons - j <= LANES) weight_tile(panel, i, into, 1, neurons - j);
      else weight_tile(panel, i, into, 2, neurons - j);
    }
  }
}

static void fused(void) {
  memset(weight_gradient, 0, (size_t)neurons * neurons * 4);
  turn();
  for (int e = 0; e < examples; e++) {
    size_t start = (size_t)e * steps * neurons;
    delayed_sums(start);
    pack_spikes(start);
    spike_gradients(start);
    weight_gradients();
  }
}

static void plain(void) {
  memset(weight_gradient, 0, (size_t)neurons * neurons * 4);
  for (int e = 0; e < examples; e++) {
    for (int j = 0; j < neurons; j++) carry[j] = 0;
    for (int t = steps - 1; t >= 0; t--) {
      size_t at = ((size_t)e * steps + t) * neurons;
      for (int i = 0; i < neurons; i++) {
        const float *restrict w = weights + (size_t)i * neurons;
        float *restrict g = weight_gradient + (size_t)i * neurons;
        float sum = 0, spike = spikes[at + i];
        for (int j = 0; j < neurons; j++) sum += w[j] * carry[j];
        for (int j = 0; j < neurons; j++) g[j] += spike * carry[j];
        spike_gradient[at + i] = sum;
      }
      for (int j = 0; j < neurons; j++) carry[j] = error(at + j) + decay * carry[j];
    }
  }
}

static double best(void (*run)(void), int times) {
  double least = 1e9;
  for (int i = 0; i < times; i++) {
    double start = now();
    run();
    double took = now() - start;
    if (took < least) least = took;
  }
  return 1e3 * least;
}

int main(int argc, char **argv) {
  if (argc != 9) return 2;
  neurons = atoi(argv[2]), steps = atoi(argv[3]), examples = atoi(argv[4]);
  decay = atof(argv[5]), steepness = atof(argv[6]), half_width = atof(argv[7]);
  int times = atoi(argv[8]);
  padded = (neurons + PANEL - 1) / PANEL * PANEL;
  size_t square = (size_t)neurons * neurons, trial = (size_t)examples * steps * neurons;
  weights = array(square), weight_gradient = array(square), turned = array((size_t)padded * neurons);
  spikes = array(trial), distance = array(trial), upstream = array(trial), spike_gradient = array(trial);
  delayed = array((size_t)padded * steps), packed = array((size_t)neurons * steps), carry = array(neurons);
  FILE *file = fopen(argv[1], "r+b");
  if (!file) return 3;
  if (fread(weights, 4, square, file) != square || fread(spikes, 4, trial, file) != trial) return 3;
  if (fread(distance, 4, trial, file) != trial || fread(upstream, 4, trial, file) != trial) return 3;
  double loops = best(plain, times), blocked = best(fused, times);
  fseek(file, (long)(4 * (square + 3 * trial)), SEEK_SET);
  if (fwrite(weight_gradient, 4, square, file) != square || fwrite(spike_gradient, 4, trial, file) != trial) return 3;
  fclose(file);
  printf("%.5f %.5f\n", blocked, loops);
  return 0;
}
