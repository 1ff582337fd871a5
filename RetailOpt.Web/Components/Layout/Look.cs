using MudBlazor;

namespace RetailOpt.Web.Components.Layout;

/// <summary>The one theme: quiet surfaces, a deep green that carries actions, small type for people who read numbers all day.</summary>
internal static class Look
{
    private static readonly string[] Font = ["Inter Variable", "Inter", "system-ui", "Segoe UI", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b5d",
            PrimaryContrastText = "#ffffff",
            Secondary = "#9a4a00",
            SecondaryContrastText = "#ffffff",
            Tertiary = "#3f5a8a",
            Info = "#1f5fa8",
            Success = "#1b7a3d",
            Warning = "#8f5a00",
            Error = "#b3261e",
            Background = "#f5f6f4",
            BackgroundGray = "#eceeeb",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1d2421",
            DrawerBackground = "#f5f6f4",
            DrawerText = "#333c38",
            DrawerIcon = "#52605a",
            TextPrimary = "#1b211f",
            TextSecondary = "#525d58",
            TextDisabled = "#6b7671",
            ActionDefault = "#46524c",
            Divider = "#dde1dd",
            DividerLight = "#e8ebe8",
            LinesDefault = "#dde1dd",
            LinesInputs = "#87928c",
            TableLines = "#e3e7e3",
            TableHover = "#0b6b5d0d",
            TableStriped = "#00000005",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#5fd0b8",
            PrimaryContrastText = "#04231d",
            Secondary = "#f3a664",
            SecondaryContrastText = "#2a1500",
            Tertiary = "#9db7ea",
            Info = "#8ab8f0",
            InfoContrastText = "#06213f",
            Success = "#74d495",
            SuccessContrastText = "#03240f",
            Warning = "#f0bd5e",
            WarningContrastText = "#2b1d00",
            Error = "#ff9a90",
            ErrorContrastText = "#3a0500",
            Background = "#121614",
            BackgroundGray = "#0d100f",
            Surface = "#1a1f1d",
            AppbarBackground = "#1a1f1d",
            AppbarText = "#e8ece9",
            DrawerBackground = "#121614",
            DrawerText = "#d3dad6",
            DrawerIcon = "#a5b0aa",
            TextPrimary = "#e8ece9",
            TextSecondary = "#aab5af",
            TextDisabled = "#8a958f",
            ActionDefault = "#b8c3bd",
            Divider = "#2e3633",
            DividerLight = "#262d2a",
            LinesDefault = "#2e3633",
            LinesInputs = "#74807a",
            TableLines = "#2a312e",
            TableHover = "#5fd0b814",
            TableStriped = "#ffffff05",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.5", LetterSpacing = "0" },
            H1 = new H1Typography { FontSize = "1.5rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-.015em" },
            H2 = new H2Typography { FontSize = "1.0625rem", FontWeight = "620", LineHeight = "1.35", LetterSpacing = "-.005em" },
            H3 = new H3Typography { FontSize = ".9375rem", FontWeight = "620", LineHeight = "1.4", LetterSpacing = "0" },
            H6 = new H6Typography { FontSize = "1rem", FontWeight = "620", LineHeight = "1.4", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontSize = ".875rem", LineHeight = "1.5", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontSize = ".8125rem", LineHeight = "1.45", LetterSpacing = "0" },
            Subtitle1 = new Subtitle1Typography { FontSize = ".875rem", FontWeight = "550", LetterSpacing = "0" },
            Subtitle2 = new Subtitle2Typography { FontSize = ".8125rem", FontWeight = "550", LetterSpacing = "0" },
            Button = new ButtonTypography { FontSize = ".8125rem", FontWeight = "560", TextTransform = "none", LetterSpacing = "0" },
            Caption = new CaptionTypography { FontSize = ".75rem", LetterSpacing = "0" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px", DrawerWidthLeft = "212px" },
    };
}
