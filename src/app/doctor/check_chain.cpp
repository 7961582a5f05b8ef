#include "app/doctor/check_chain.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "app/doctor/ask.hpp"
#include "app/upstream_settings.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "upstreams/probe.hpp"

namespace burner::app {

namespace {

constexpr std::size_t token_account_bytes = 165;
constexpr std::chrono::seconds max_difference{60};  // what validators agree on follows the real time by seconds

/// Says why an RPC gave no answer that is of use.
Finding without_answer(const std::string& url) {
    const auto outcome = upstreams::probe(url, doctor_patience);
    const auto host = shown_host(url);
    if (!outcome.fault.empty())
        return {"rpc", Severity::error, fmt::format("{} cannot be reached: {}", host, outcome.fault),
                "Start it, let the firewall pass it, or correct rpc.url"};
    if (outcome.status >= 400)
        return {"rpc", Severity::error, fmt::format("{} refuses calls: it answers HTTP {}", host, outcome.status),
                "Look at the key in rpc.url and at what your plan allows"};
    return {"rpc", Severity::error, fmt::format("{} answers, but not as a Solana RPC does", host),
            "Correct rpc.url; it may lack a path"};
}

Finding check_rpc(const Settings& settings, const std::string& url, std::set<std::string>& clusters) {
    const auto facts = ask_once<upstreams::SolanaRpc>(impatient(upstream_settings(settings, {url})),
                                                      [](upstreams::SolanaRpc& rpc) { return read_chain_facts(rpc); });
    if (!facts) return without_answer(url);
    clusters.insert(facts->genesis);
    return judge_chain(shown_host(url), *facts, base::SystemClock{}.now());
}

std::string in_words(const std::string& host, const ChainFacts& facts) {
    std::string words =
        fmt::format("{}: {}, version {}, slot {}", host, cluster_name(facts.genesis), facts.version, facts.slot);
    if (facts.rent)
        words += fmt::format("; an empty token account gives back {} SOL",
                             reclaim::to_sol(facts.rent->minimum_balance(token_account_bytes).value));
    return words + (facts.takes_v1 ? "; takes transactions of version 1" : "");
}

}  // namespace

Finding judge_chain(const std::string& host, const ChainFacts& facts, base::UnixTime now) {
    if (!facts.rent)
        return {"rpc", Severity::error, fmt::format("{} does not tell the rent, without which nothing is built", host),
                "Name another RPC in rpc.url"};
    if (facts.time && std::chrono::abs(now - *facts.time) > max_difference) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - *facts.time).count();
        return {"rpc", Severity::warning,
                fmt::format("{}; its chain is {} s {} this machine's clock", in_words(host, facts), std::abs(seconds),
                            seconds > 0 ? "behind" : "ahead of"),
                "Correct the clock, or name an RPC that keeps up with its cluster"};
    }
    return {"rpc", Severity::ok, in_words(host, facts), {}};
}

Findings check_chain(const Settings& settings) {
    Findings findings;
    std::set<std::string> clusters;
    for (const auto& url : settings.rpc_urls) findings.push_back(check_rpc(settings, url, clusters));
    if (clusters.size() > 1)
        findings.push_back({"rpc", Severity::error, "rpc.url names RPCs of several clusters",
                            "Name those of one: what is built for one cluster fails on another"});
    // One that answers is enough to work with.
    const bool is_served =
        std::ranges::any_of(findings, [](const Finding& one) { return one.severity != Severity::error; });
    if (is_served && clusters.size() == 1) {
        for (auto& finding : findings) finding.severity = std::min(finding.severity, Severity::warning);
    }
    return findings;
}

}  // namespace burner::app
