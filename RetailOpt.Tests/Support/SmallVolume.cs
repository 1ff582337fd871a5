using System.Diagnostics;

namespace RetailOpt.Tests.Support;

/// <summary>A volume of a few bytes at a folder, where one can be mounted; the test is skipped by name where it cannot.</summary>
internal sealed class SmallVolume(string path) : IAsyncDisposable
{
    /// <summary>Mounts it.</summary>
    /// <param name="path">A folder that is there.</param>
    /// <param name="options">Its size and more: "8m", "8m,ro".</param>
    public static async Task<SmallVolume> MountAsync(string path, string options)
    {
        if (!OperatingSystem.IsLinux() || !await RunAsync("mount", "-t", "tmpfs", "-o", $"size={options}", "tmpfs", path))
            Assert.Skip("A small volume cannot be mounted here (it needs Linux and the right to mount).");
        return new(path);
    }

    public async ValueTask DisposeAsync() => Assert.True(await RunAsync("umount", path));

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
