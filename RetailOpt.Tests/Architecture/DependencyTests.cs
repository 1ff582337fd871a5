using System.Reflection;
using NetArchTest.Rules;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Architecture;

/// <summary>Arrows point one way: hosts, then runs, import, exports and features, then the contract, then tables. Read from the compiled code, method bodies included.</summary>
public sealed class DependencyTests
{
    private const string Core = "RetailOpt.Core.";
    private static readonly Assembly CoreAssembly = typeof(Column).Assembly;
    private static readonly Assembly WebAssembly = Assembly.Load("RetailOpt.Web");

    /// <summary>Every folder of Core that holds a feature: mathematics and one thin analysis.</summary>
    public static TheoryData<string> Features => new(FeatureNames);

    private static readonly string[] FeatureNames = ["Pricing", "Clusters", "Opportunities", "CrossSell", "SellThrough", "Synthesis", "Sample"];

    private static readonly string[] Infrastructure =
    [
        Core + "Catalog", Core + "Storage", Core + "Engines.DuckDb", Core + "Runs", Core + "Import", Core + "Exports",
        "DuckDB", "Microsoft.EntityFrameworkCore", "ExcelDataReader",
    ];

    [Fact]
    public void Core_KnowsNoHost() => Hold(Types.InAssembly(CoreAssembly).ShouldNot()
        .HaveDependencyOnAny("Microsoft.AspNetCore", "MudBlazor", "Plotly", "System.CommandLine", "Spectre", "RetailOpt.Web", "RetailOpt.Cli"));

    [Theory]
    [MemberData(nameof(Features))]
    public void Feature_SeesOnlyTheContract(string feature) => Hold(In(feature).ShouldNot()
        .HaveDependencyOnAny([.. Infrastructure, .. FeatureNames.Where(f => f != feature).Select(f => Core + f)]));

    [Fact]
    public void Tables_DependOnNothingOfOurs() => Hold(In("Tables").ShouldNot()
        .HaveDependencyOnAny([.. Infrastructure, Core + "Analyses", Core + "Engines", .. FeatureNames.Select(f => Core + f)]));

    [Fact]
    public void Contract_DependsOnTablesOnly() => Hold(In("Analyses").ShouldNot()
        .HaveDependencyOnAny([.. Infrastructure, .. FeatureNames.Select(f => Core + f)]));

    [Fact]
    public void Grouping_KnowsNoFeature() => Hold(In("Grouping").ShouldNot()
        .HaveDependencyOnAny([.. Infrastructure, .. FeatureNames.Select(f => Core + f)]));

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore", "Catalog")]
    [InlineData("ExcelDataReader", "Import")]
    public void Library_StaysBehindOneFolder(string library, string folder) => Hold(Types.InAssembly(CoreAssembly)
        .That().DoNotResideInNamespaceMatching($@"^RetailOpt\.Core\.{folder}(\.|$)").And().DoNotHaveName("RetailOptServices").ShouldNot().HaveDependencyOn(library));

    [Fact]
    public void Web_TouchesNoEngineOrCatalogueLibrary() => Hold(Types.InAssembly(WebAssembly).ShouldNot()
        .HaveDependencyOnAny("DuckDB", "Microsoft.EntityFrameworkCore", "ClosedXML", "Google.OrTools"));

    [Fact]
    public void Plotly_LivesInChartsOnly() => Hold(Types.InAssembly(WebAssembly)
        .That().DoNotResideInNamespace("RetailOpt.Web.Components.Charts").ShouldNot().HaveDependencyOn("Plotly"));

    private static PredicateList In(string folder) => Types.InAssembly(CoreAssembly).That().ResideInNamespaceMatching($@"^RetailOpt\.Core\.{folder}(\.|$)");

    private static void Hold(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.True(result.IsSuccessful, "Against the rule: " + string.Join(", ", result.FailingTypeNames ?? []));
    }
}
