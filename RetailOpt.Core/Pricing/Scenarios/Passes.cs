using System.Runtime.CompilerServices;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>How the sums of the best plan move with the weights: the second derivatives of the largest weighted sum.</summary>
internal readonly record struct Curvature(double DD, double DS, double DR, double SS, double SR, double RR)
{
    /// <summary>Change of the sums per change of the weights.</summary>
    public Totals Times(in Weights w) => new(
        DD * w.Demand + DS * w.Sales + DR * w.ListSales,
        DS * w.Demand + SS * w.Sales + SR * w.ListSales,
        DR * w.Demand + SR * w.Sales + RR * w.ListSales);
}

/// <summary>One pass over the SKUs: the best plan's sums for weights.</summary>
internal readonly record struct Pass(Weights Weights, Totals Totals, Curvature Curvature)
{
    /// <summary>The largest weighted sum of any plan: a bound.</summary>
    public double Value => Weights.Of(Totals);
}

/// <summary>Runs and counts passes. Sums are taken in chunks and put together in their order, so they have the same bits for any number of threads.</summary>
internal sealed class Passes(SkuArrays skus, int threads, CancellationToken cancel)
{
    private int[] counter = [0];
    private readonly Sums[] sums = new Sums[Chunks.Count(skus.Count)];

    public SkuArrays Skus => skus;
    public int Threads => threads;
    public CancellationToken Cancel => cancel;
    public int Count => counter[0];

    /// <summary>Passes over other intervals of the same SKUs, counted together.</summary>
    public Passes On(SkuArrays other) => new(other, threads, cancel) { counter = counter };

    public Pass At(Weights w)
    {
        cancel.ThrowIfCancellationRequested();
        counter[0]++;
        Chunks.For(skus.Count, threads, cancel, (c, from, to) =>
        {
            var sum = new Sums();
            BestMd.Of(skus, w, from, to, ref sum);
            sums[c] = sum;
        });
        return Combine(w);
    }

    /// <summary>The best markdowns for weights, in canonical order.</summary>
    public double[] Plan(Weights w)
    {
        var md = new double[skus.Count];
        Chunks.For(skus.Count, threads, cancel, (_, from, to) =>
        {
            var plan = new PlanSink(md);
            BestMd.Of(skus, w, from, to, ref plan);
        });
        return md;
    }

    /// <summary>The sums of a plan in canonical order, as a pass takes them.</summary>
    public Totals TotalsOf(double[] md)
    {
        Chunks.For(skus.Count, threads, cancel, (c, from, to) =>
        {
            var sum = new Sums();
            for (var i = from; i < to; i++) sum.Take(i, skus.Price[i], md[i], skus.SoldAt(i, md[i]), 0, 0);
            sums[c] = sum;
        });
        return Combine(default).Totals;
    }

    private Pass Combine(Weights w)
    {
        Neumaier d = default, s = default, r = default;
        double dd = 0, ds = 0, dr = 0, ss = 0, sr = 0, rr = 0;
        foreach (ref readonly var x in sums.AsSpan())
        {
            d.Add(x.D);
            s.Add(x.S);
            r.Add(x.R);
            (dd, ds, dr, ss, sr, rr) = (dd + x.DD, ds + x.DS, dr + x.DR, ss + x.SS, sr + x.SR, rr + x.RR);
        }
        return new(w, new(d.Value, s.Value, r.Value), new(dd, ds, dr, ss, sr, rr));
    }

    private struct Sums : ISink
    {
        public double D, S, R, DD, DS, DR, SS, SR, RR;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(int sku, double price, double md, double sold, double slope, double give)
        {
            double r = price * sold, paid = 1 - md;
            S += sold;
            R += r;
            D += r * paid;
            if (give == 0) return;
            double gr = price * slope, gd = gr * paid - r, ds = gd * give, dr = gr * give;
            DD += gd * ds;
            DS += slope * ds;
            DR += gr * ds;
            SS += slope * slope * give;
            SR += slope * dr;
            RR += gr * dr;
        }
    }

    private readonly struct PlanSink(double[] md) : ISink
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(int sku, double price, double best, double sold, double slope, double give) => md[sku] = best;
    }
}
