using System.Text.Json;
using System.Text.Json.Serialization;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>Settings of the choice model as a file.</summary>
internal static class SettingsFile
{
    private static readonly JsonSerializerOptions Strict = new() { WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>As JSON.</summary>
    public static string Text(ModelSettings settings) => JsonSerializer.Serialize(settings, Strict);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is no settings file; the message says where.</exception>
    public static ModelSettings Read(InputFile file)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<ModelSettings>(File.ReadAllText(file.Path), Strict) ?? throw new InputException($"{file.Name} is empty.");
            string[] negative = [.. typeof(ModelSettings).GetProperties().Where(p => p.Name.EndsWith("Spread", StringComparison.Ordinal) || p.Name.EndsWith("Taste", StringComparison.Ordinal)).Where(p => p.GetValue(settings) is < 0.0).Select(p => p.Name)];
            if (negative.Length > 0) throw new InputException($"{file.Name}: {string.Join(", ", negative)} must not be below 0.");
            if (settings.PriceScale > 0 || settings.Leaving is < 0 or >= 1 || settings.Arriving is < 0 or > 1) throw new InputException($"{file.Name}: PriceScale must be at most 0, Leaving from 0 to below 1, Arriving from 0 to 1.");
            return settings;
        }
        catch (JsonException e)
        {
            throw new InputException($"{file.Name} is no settings file, line {e.LineNumber + 1}: {e.Message} Give the settings.json of a calibration.", e);
        }
    }
}
