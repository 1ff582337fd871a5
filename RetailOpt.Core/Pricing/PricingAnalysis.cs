using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Backtest;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Loading;
using RetailOpt.Core.Pricing.Reporting;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>Markdown pricing: fits a demand curve for each SKU and solves the ten scenarios on them, each with a certificate.</summary>
public sealed class PricingAnalysis : Analysis<PricingOptions, PricingModel, PricingResult>
{
    /// <inheritdoc/>
    public override AnalysisInfo Info { get; } = new("price", 2, "pricing", "Markdown pricing",
        "Which markdown for each SKU: ten scenarios of demand, weighted markdown and inventory, with demand curves fitted to your sales.", true,
        [PricingInputs.Data, PricingInputs.Groups, PricingInputs.Lock, PricingInputs.Budget, PricingInputs.Edited]);

    /// <inheritdoc/>
    public override object ModelKey(PricingOptions options) => options.Reading;

    /// <inheritdoc/>
    public override async Task<PricingModel> LoadAsync(RunInputs inputs, PricingOptions options, IWork work, CancellationToken ct)
    {
        var data = await new PricingLoader(inputs.Require(PricingInputs.Name), options.Reading).LoadAsync(work, ct);
        var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold, work.Threads, ct, new Share(work, "Fitting demand curves"));
        var beliefs = BeliefBuilder.Build(data, fits, shrink: true, work.Threads, ct, new Share(work, "Learning from categories"));
        var past = Backtester.Run(data, work.Threads, ct, new Share(work, "Testing the curves on the past"));
        return new PricingModel(data, fits, beliefs, GivenRules.Read(inputs, data, ct), past);
    }

    /// <inheritdoc/>
    public override PricingResult Solve(PricingModel model, PricingOptions options, IWork work, CancellationToken ct)
    {
        var problem = model.ProblemFor(options);
        var settings = new SolverSettings { Threads = work.Threads, FrontPoints = options.FrontPoints };
        var targets = PricingTargetDefaults.Fill(problem, model.Given.Fill(options), settings, ct);
        var solution = ScenarioSolver.Solve(problem, targets, settings, ct, new Share(work, "Solving scenarios"));
        if (options.Prove && !work.IsLive) solution = Proven(solution, problem, targets, settings, options, work, ct);
        return new PricingResult(model, options, problem, targets, LockCosts.Explain(solution, model, options, problem, settings, ct));
    }

    /// <inheritdoc/>
    public override Report Report(PricingResult result, PricingOptions options) => PricingReport.Of(result);

    private static PricingSolution Proven(PricingSolution solution, PricingProblem problem, PricingTargets targets, SolverSettings settings, PricingOptions options, IWork work, CancellationToken ct) =>
        new ScenarioProofs(problem, targets, settings, TimeSpan.FromSeconds(options.ProveSeconds), () => work.StopRequested)
            .Prove(solution, scenario => work.Report(null, $"Proving {scenario.Key()}"), ct);

    /// <summary>Progress told as it comes, on the worker's own threads.</summary>
    private sealed class Share(IWork work, string phase) : IProgress<double>
    {
        public void Report(double value) => work.Report(value, phase);
    }
}
