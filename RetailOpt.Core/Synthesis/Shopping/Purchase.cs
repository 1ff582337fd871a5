namespace RetailOpt.Core.Synthesis.Shopping;

/// <summary>A line of a trip.</summary>
/// <param name="Customer">Number of the customer.</param>
/// <param name="Week">Week.</param>
/// <param name="Day">Day of the week, 0 to 6.</param>
/// <param name="Trip">Trip of the week, from 0.</param>
/// <param name="Store">Place of the store.</param>
/// <param name="Item">Place of the product.</param>
/// <param name="Quantity">Units, at least 1.</param>
/// <param name="Cents">Price paid for a unit.</param>
/// <param name="Campaign">Place of the campaign that lowered the price; -1 for none.</param>
internal readonly record struct Purchase(int Customer, int Week, int Day, int Trip, int Store, int Item, int Quantity, int Cents, int Campaign);
