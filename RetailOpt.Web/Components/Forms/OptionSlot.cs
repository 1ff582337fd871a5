using Microsoft.AspNetCore.Components;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Forms;

/// <summary>What an input of a page's own gets: the option, its value, and how to change it.</summary>
public sealed record OptionSlot(OptionField Field, object? Value, EventCallback<object?> Change);
