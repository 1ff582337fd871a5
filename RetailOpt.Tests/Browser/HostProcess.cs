using System.Diagnostics;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Browser;

/// <summary>The real dashboard in a process of its own, on a home and a port of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public static async Task<HostProcess> StartAsync(string home)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly(), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Assembly())!,
        };
        start.Environment["RETAILOPT_HOME"] = home;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var process = Process.Start(start)!;
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        void Hear(object _, DataReceivedEventArgs e)
        {
            if (e.Data is not { } line) return;
            lock (said) said.Add(line);
            if (line.IndexOf("Now listening on: ", StringComparison.Ordinal) is var at and >= 0) listening.TrySetResult(line[(at + 18)..].Trim());
        }
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The dashboard ended: " + string.Join('\n', said)));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HostProcess(process, await listening.Task.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    /// <summary>Ends the process at once, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    // The host runs from its own output folder, with the configuration that the tests were built in.
    private static string Assembly()
    {
        var output = Path.GetRelativePath(Path.Combine(RealData.Checkout(), "RetailOpt.Tests"), AppContext.BaseDirectory);
        return Path.Combine(RealData.Checkout(), "RetailOpt.Web", output, "RetailOpt.Web.dll");
    }
}
