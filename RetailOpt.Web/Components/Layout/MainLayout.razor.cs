using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace RetailOpt.Web.Components.Layout;

/// <summary>The frame of every page: bar, navigation, theme, help, and a boundary so that one page's error stays its own.</summary>
public sealed partial class MainLayout : IAsyncDisposable
{
    private static readonly (string Choice, string Label, string Icon)[] Themes =
    [
        ("light", "Light", Icons.Material.Outlined.LightMode), ("dark", "Dark", Icons.Material.Outlined.DarkMode), ("system", "As the system", Icons.Material.Outlined.Contrast),
    ];

    private DotNetObjectReference<MainLayout>? self;
    private ErrorBoundary? boundary;
    private IDialogReference? help;
    private bool open = true;
    private bool dark;
    private string theme = "system";

    [CascadingParameter(Name = "StartsDark")] private bool StartsDark { get; set; }
    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private IDialogService Dialogs { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private string ThemeIcon => Themes.First(t => t.Choice == theme).Icon;

    protected override void OnInitialized()
    {
        dark = StartsDark;
        Navigation.LocationChanged += OnLocationChanged;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        theme = await Js.InvokeAsync<string>("retailopt.attach", self);
        if (!Themes.Any(t => t.Choice == theme)) theme = "system";
        StateHasChanged();
    }

    /// <summary>The browser's theme changed: by the menu here, or because the system did.</summary>
    [JSInvokable]
    public void OnTheme(bool isDark)
    {
        dark = isDark;
        StateHasChanged();
    }

    /// <summary>Opens the help; the browser calls it on "?".</summary>
    [JSInvokable]
    public async Task ShowHelpAsync()
    {
        if (help is not null) return;
        help = await Dialogs.ShowAsync<HelpDialog>("Help", new DialogOptions { CloseButton = true, CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        await help.Result;
        help = null;
    }

    private async Task SetThemeAsync(string choice)
    {
        theme = choice;
        dark = await Js.InvokeAsync<bool>("retailopt.setTheme", choice);
    }

    // A page's error must not follow the visitor to the next page.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() => boundary?.Recover());

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        self?.Dispose();
        return ValueTask.CompletedTask;
    }
}
