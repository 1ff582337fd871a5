namespace RetailOpt.Tests.Support;

/// <summary>Real data sets, found through RETAILOPT_DATA (default ../shared/data beside the checkout). Absent: skipped by name, and in CI a failure.</summary>
internal static class RealData
{
    public static string Path(string relative)
    {
        var root = Environment.GetEnvironmentVariable("RETAILOPT_DATA") ?? System.IO.Path.Combine(Checkout(), "..", "shared", "data");
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, relative));
        if (!File.Exists(path)) Missing($"real data '{relative}' (set RETAILOPT_DATA)");
        return path;
    }

    /// <summary>Skips the test because something outside the project is missing; in CI that is a failure.</summary>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"Missing in CI: {what}.");
        Assert.Skip($"Missing here: {what}.");
    }

    /// <summary>The folder of the solution.</summary>
    public static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "RetailOpt.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("RetailOpt.sln is in no folder above the tests.");
        return folder;
    }
}
