namespace RetailOpt.Core.Storage;

/// <summary>Removes folders so that nobody sees one half removed: it is first moved away by one rename.</summary>
internal static class Trash
{
    /// <summary>Removes a folder of the home, if it is there.</summary>
    public static async Task RemoveAsync(Home home, string folder, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var away = Path.Combine(home.Cache, $"removed-{Guid.NewGuid():N}");
        try { Directory.Move(folder, away); }
        catch (DirectoryNotFoundException) { return; }
        await Task.Run(() => Directory.Delete(away, recursive: true), CancellationToken.None);
    }
}
