using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.CrossSell.AbTest;
using RetailOpt.Core.CrossSell.Affinity;
using RetailOpt.Core.CrossSell.Backtest;
using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Core.CrossSell.Overview;
using RetailOpt.Core.CrossSell.Promotions;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Import;
using RetailOpt.Core.Import.Given;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Opportunities.Proof;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Sample;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Synthesis.Calibration;
using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.LearnPrices;
using RetailOpt.Core.Synthesis.Prove;
using RetailOpt.Core.Synthesis.Score;

namespace RetailOpt.Core;

/// <summary>Registers everything of Core. Hosts add only themselves.</summary>
public static class RetailOptServices
{
    /// <summary>
    /// Adds storage, catalogue, analyses, the queue with its worker (a hosted service: start it, whether in a web host or by hand) and live answers.
    /// </summary>
    /// <exception cref="InputException">A setting cannot work; the message names each.</exception>
    public static IServiceCollection AddRetailOpt(this IServiceCollection services, RetailOptSettings settings)
    {
        settings.Validate();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(_ => OpenHome(settings.Home));
        return services.AddStorage().AddCatalog().AddRuns().AddAnalyses();
    }

    /// <summary>One line for each kind of run.</summary>
    private static IServiceCollection AddAnalyses(this IServiceCollection services) => services
        .AddSingleton<ImportPreviewer>().AddSingleton<IRunnable, ImportAnalysis>()
        .AddSingleton<IRunnable, PricingAnalysis>()
        .AddSingleton<IRunnable, PricingDataAnalysis>()
        .AddSingleton<IRunnable, SampleAnalysis>().AddSingleton<IRunnable, GenerateAnalysis>().AddSingleton<IRunnable, ScoreAnalysis>().AddSingleton<IRunnable, CalibrateAnalysis>().AddSingleton<IRunnable, LearnPricesAnalysis>().AddSingleton<IRunnable, ProveAnalysis>()
        .AddSingleton<IRunnable, ClustersAnalysis>().AddSingleton<IStoreGroups, ClusterGroups>()
        .AddSingleton<IRunnable, OpportunitiesAnalysis>().AddSingleton<IRunnable, OpportunitiesProofAnalysis>()
        .AddSingleton<IRunnable, SellThroughAnalysis>()
        .AddSingleton<IRunnable, AffinityAnalysis>().AddSingleton<IRunnable, PromotionAnalysis>()
        .AddSingleton<IRunnable, AccountAnalysis>().AddSingleton<IRunnable, CallListAnalysis>().AddSingleton<IRunnable, BacktestAnalysis>()
        .AddSingleton<IRunnable, MarketBasketAnalysis>().AddSingleton<IRunnable, OverviewAnalysis>().AddSingleton<IRunnable, AbAnalysis>();

    private static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<CatalogDb>().AddSingleton<RunIndex>()
        .AddSingleton<INotes, Notes>().AddSingleton<IMappingMemory, MappingMemory>().AddSingleton<ISavedViews, SavedViews>().AddSingleton<ISettings, Settings>();

    private static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddSingleton<RunRegistry>().AddSingleton<FileHashes>().AddSingleton<RunHistory>().AddSingleton<RunFeed>();
        services.AddSingleton<IGivenTables, GivenTables>().AddSingleton<Inputs>().AddSingleton<IInputs>(p => p.GetRequiredService<Inputs>());
        services.AddSingleton<RunCommit>().AddSingleton<RunRecovery>().AddSingleton<RunExecutor>().AddSingleton<ForeignRuns>();
        services.AddSingleton<RunQueue>().AddSingleton<IRunQueue>(p => p.GetRequiredService<RunQueue>());
        services.AddSingleton<IRunEvents, RunEvents>();
        services.AddSingleton(p => new ModelCache(p.GetRequiredService<RetailOptSettings>().LiveModelBytes)).AddSingleton<IAnswers, Answers>();
        return services.AddHostedService<RunWorker>();
    }

    private static Home OpenHome(string root)
    {
        try
        {
            var home = new Home(root);
            var probe = Path.Combine(home.Work, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return home;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"The home folder '{root}' cannot be used: {e.Message} Name another with RETAILOPT_HOME or --home.", e);
        }
    }
}
