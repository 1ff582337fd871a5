using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

/// <summary>Laws that every registered kind of run obeys, those that come later too.</summary>
public sealed class EveryRunnableTests
{
    private static readonly IReadOnlyDictionary<string, IRunnable> All = Registered();
    private static readonly string[] ReservedFlags = ["out", "json", "help", "version", "home", "threads", "owner"];

    public static TheoryData<string> Keys => new(All.Keys);
    public static TheoryData<string> Analyses => new(All.Where(r => r.Value is IAnalysis).Select(r => r.Key));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Info_IsWellFormed(string key)
    {
        var info = All[key].Info;
        Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", info.Key);
        Assert.True(info.Version >= 1);
        Assert.All([info.Title, info.Feature], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.Matches("[.?]$", info.Summary);
        Assert.Equal(info.Inputs.Count, info.Inputs.Select(i => i.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(info.Inputs, i => Assert.Matches("^[a-z][a-z-]*$", i.Name));
        Assert.All(info.Inputs, i => Assert.NotEmpty(i.Kinds));
        Assert.All(info.Inputs, i => Assert.False(string.IsNullOrWhiteSpace(i.Help)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Needs_AreCanonicalAndSayHowToSupply(string key) => Assert.All(All[key].Info.Inputs.SelectMany(i => i.Columns), need =>
    {
        Assert.True(Canonical.Tables.TryGetValue(need.Table, out var table) && table.IndexOf(need.Column) >= 0, $"{need.Table}.{need.Column} is not canonical.");
        Assert.False(string.IsNullOrWhiteSpace(need.HowToSupply));
    });

    [Theory]
    [MemberData(nameof(Keys))]
    public void Options_HaveKeysThatServeAsFlagsAndDefaultsThatPass(string key)
    {
        var schema = All[key].Options;
        Assert.Empty(schema.Check(schema.Defaults()));
        Assert.Equal(schema.Fields.Count, schema.Fields.Select(f => f.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(schema.Fields, f => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", f.Key));
        Assert.All(schema.Fields, f => Assert.False(string.IsNullOrWhiteSpace(f.Label)));
        Assert.Empty(schema.Fields.Select(f => f.Key).Intersect(ReservedFlags));
        Assert.Empty(schema.Fields.Select(f => f.Key).Intersect(All[key].Info.Inputs.Select(i => i.Name)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Options_JsonAndText_RoundTrip(string key)
    {
        var schema = All[key].Options;
        OptionGen.Options(schema).Sample(options =>
        {
            Assert.Equal(options, schema.FromJson(schema.ToJson(options)));
            var (read, errors) = schema.FromText(schema.ToText(options));
            Assert.Equal(options, read);
            Assert.Equal(schema.Check(options), errors);
        }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void ModelKey_EqualOptions_AreEqualAndHashEqual(string key)
    {
        var analysis = (IAnalysis)All[key];
        OptionGen.Options(analysis.Options).Sample(options =>
        {
            var (one, two) = (analysis.ModelKey(options), analysis.ModelKey(analysis.Options.FromJson(analysis.Options.ToJson(options))));
            Assert.Equal(one, two);
            Assert.Equal(one.GetHashCode(), two.GetHashCode());
        }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void ModelKey_LiveOptionMoves_LoadsNothing(string key)
    {
        var analysis = (IAnalysis)All[key];
        foreach (var field in analysis.Options.Fields.Where(f => f.Live))
            Gen.Select(OptionGen.Options(analysis.Options), OptionGen.Value(field)).Sample((options, value) =>
                Assert.Equal(analysis.ModelKey(options), analysis.ModelKey(analysis.Options.With(options, field.Key, value))), iter: 50);
    }

    private static Dictionary<string, IRunnable> Registered()
    {
        using var home = new TempFolder();
        using var services = new ServiceCollection().AddRetailOpt(new RetailOptSettings { Home = home.Path }).BuildServiceProvider();
        return services.GetRequiredService<RunRegistry>().All.ToDictionary(r => r.Info.Key);
    }
}
