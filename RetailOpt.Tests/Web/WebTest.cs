using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Tests.Web;

/// <summary>Renders components with the services that the dashboard gives them, in one culture.</summary>
public abstract class WebTest : BunitContext
{
    protected WebTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        DefaultWaitTimeout = TimeSpan.FromSeconds(20); // a deadline for a busy machine, not a pause
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddScoped<QueryState>();
        Services.AddSingleton(TimeProvider.System);
    }

    /// <summary>Renders a component beside the providers that menus and dialogs need.</summary>
    protected IRenderedComponent<T> Show<T>(Action<ComponentParameterCollectionBuilder<T>>? parameters = null) where T : IComponent
    {
        Render<MudPopoverProvider>();
        return Render<T>(parameters ?? (_ => { }));
    }
}
