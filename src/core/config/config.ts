import * as v from 'valibot';

/** Name of the project file at a workspace folder's root. */
export const CONFIG_FILE = 'tuning-fork.json';

const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]*$/, 'Use lower-case letters, digits and hyphens only.'),
  v.description('Lower-case letters, digits and hyphens.'),
);

const modelSchema = v.object({
  endpoint: v.pipe(
    v.string(),
    v.minLength(1),
    v.description(
      'Base address of an OpenAI-compatible API, such as http://127.0.0.1:8000/v1; demo: for the demo models; recorded: for a model whose answers are imported.',
    ),
  ),
  model: v.pipe(v.string(), v.minLength(1), v.description('Name of the model at that endpoint.')),
  api: v.pipe(
    v.optional(v.picklist(['chat', 'completions']), 'chat'),
    v.description(
      'chat sends messages; completions sends one text made with the template (base models often need it).',
    ),
  ),
  template: v.pipe(
    v.optional(v.string()),
    v.description('For completions: alpaca, chatml, llama-3, plain, or a text of your own with {prompt}.'),
  ),
  parameters: v.pipe(
    v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.string())])), {}),
    v.description('Sampling parameters, sent as they are: temperature, max_tokens, seed, stop, …'),
  ),
  contextTokens: v.pipe(
    v.optional(v.pipe(v.number(), v.minValue(1))),
    v.description('Longest prompt and answer together that the model takes, in tokens; longer samples are reported.'),
  ),
});

const datasetSchema = v.object({
  files: v.pipe(v.string(), v.description('Path of a dataset file, or glob of several, relative to this folder.')),
  format: v.pipe(v.optional(v.string()), v.description('Format id, when the guess is wrong.')),
  metrics: v.pipe(
    v.optional(v.array(v.string())),
    v.description('Metric ids; guessed from the references when absent.'),
  ),
  rightAt: v.pipe(
    v.optional(v.record(v.string(), v.number())),
    v.description('Metric id → score from which an answer counts as right.'),
  ),
  cluster: v.pipe(
    v.optional(v.string()),
    v.description(
      'Metadata field that names where a sample comes from: samples of one source count as one draw in intervals and tests.',
    ),
  ),
  prompt: v.pipe(v.optional(v.string()), v.description('Field or column that holds the prompt.')),
  reference: v.pipe(v.optional(v.string()), v.description('Field or column that holds the reference.')),
  id: v.pipe(v.optional(v.string()), v.description('Field or column that holds the sample id.')),
});

const categorySchema = v.object({
  id,
  title: v.pipe(v.string(), v.minLength(1), v.description('Name shown in the inspector.')),
  definition: v.pipe(v.optional(v.string(), ''), v.description('One sentence that says when the category applies.')),
});

const objectiveSchema = v.pipe(
  v.object({
    metric: v.pipe(
      v.optional(v.string()),
      v.description('Metric id, or latency, first-token or tokens; the share of right answers when absent.'),
    ),
    model: v.pipe(v.optional(v.string(), 'tuned'), v.description('Role of the model: tuned or base.')),
    slice: v.pipe(
      v.optional(v.pipe(v.string(), v.regex(/^[^:]+:/, 'Write field:value.'))),
      v.description('Only the samples with this metadata value, as field:value.'),
    ),
    atLeast: v.pipe(v.optional(v.number()), v.description('The figure must not be lower.')),
    atMost: v.pipe(v.optional(v.number()), v.description('The figure must not be higher.')),
    gain: v.pipe(
      v.optional(v.number()),
      v.description('The tuned model must be better than the base model by at least this much.'),
    ),
    baseline: v.pipe(
      v.optional(v.number()),
      v.description('With gain: a human or published figure that stands in for the base model.'),
    ),
    ratioAtMost: v.pipe(
      v.optional(v.pipe(v.number(), v.minValue(0))),
      v.description('The figure of the tuned model ÷ that of the base model must not be higher.'),
    ),
    noRegressionIn: v.pipe(
      v.optional(v.array(v.string())),
      v.description(
        'Metadata fields, or single values as field:value, in whose samples the tuned model must not be worse.',
      ),
    ),
    confidence: v.pipe(
      v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.999))),
      v.description(
        'With it the whole interval must meet the objective, such as 0.95; without it the figure alone decides.',
      ),
    ),
  }),
  v.check(
    ({ atLeast, atMost, gain, ratioAtMost, noRegressionIn }) =>
      [atLeast, atMost, gain, ratioAtMost, noRegressionIn].some((target) => target !== undefined),
    'Say what is asked for: atLeast, atMost, gain, ratioAtMost or noRegressionIn.',
  ),
);

/** The schema of `tuning-fork.json`; the JSON schema that the editor uses is generated from it. */
export const configSchema = v.object({
  $schema: v.optional(v.string()),
  models: v.pipe(
    v.optional(v.record(id, modelSchema), {}),
    v.description('The models that are compared, by role: base and tuned.'),
  ),
  datasets: v.pipe(
    v.optional(v.array(datasetSchema)),
    v.description('Where the evaluation datasets are; found by looking at the files when absent.'),
  ),
  findDatasets: v.pipe(
    v.optional(v.boolean()),
    v.description('Look for datasets in other files too, beside those that “datasets” names.'),
  ),
  training: v.pipe(
    v.optional(v.array(v.string())),
    v.description(
      'Globs of training files, relative to this folder: no evaluation sample may stand in them. Without it, files with “train” in their names.',
    ),
  ),
  objectives: v.pipe(v.optional(v.array(objectiveSchema), []), v.description('Targets that a model must meet.')),
  categories: v.pipe(v.optional(v.array(categorySchema), []), v.description('Error categories for the notes.')),
  demoModels: v.pipe(
    v.optional(v.record(v.string(), v.array(v.string()))),
    v.description('Demo model name → training files it learns from, relative to this folder.'),
  ),
});

/** A checked `tuning-fork.json`. */
export type Config = v.InferOutput<typeof configSchema>;
export type DatasetConfig = v.InferOutput<typeof datasetSchema>;
export type Category = v.InferOutput<typeof categorySchema>;
export type Objective = v.InferOutput<typeof objectiveSchema>;

/** What holds when there is no project file. */
export const EMPTY_CONFIG: Config = v.parse(configSchema, {});
