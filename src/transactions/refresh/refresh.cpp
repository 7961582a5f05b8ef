#include "transactions/refresh/refresh.hpp"

#include <algorithm>
#include <set>

#include "base/concurrently.hpp"
#include "base/gather.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/programs/ids.hpp"
#include "solana/transaction.hpp"
#include "transactions/build/lifetime.hpp"
#include "transactions/build/purses.hpp"
#include "transactions/build/seal.hpp"
#include "transactions/build/simulate.hpp"
#include "transactions/plan/plan_all.hpp"
#include "transactions/refresh/refresh_refusals.hpp"
#include "transactions/ticket/message_digest.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

/// What the cluster says of all entries, and what the wallet had to pay with.
struct RefreshSimulations {
    RefreshRefusals refusals;
    solana::Purse purse;
};

namespace {

using assets::BlockedCode;

/// How often the wallet is read again when it changes under the simulations.
constexpr int max_refresh_readings = 3;

/// Reads what a wallet's submissions do that may still land.
base::Result<std::set<InstructionsDigest>> read_on_the_way(SubmissionLog& log, const Bearer& bearer) {
    const auto signatures = log.unfinished_of_wallet(bearer.project, bearer.wallet);
    if (!signatures) return std::unexpected(signatures.error());
    std::set<InstructionsDigest> found;
    for (const solana::Signature& signature : *signatures) {
        const auto submission = log.find_by_signature(signature);
        if (!submission) return std::unexpected(submission.error());
        if (!*submission || (*submission)->progress.status != SubmissionStatus::submitted) continue;
        const auto transaction = solana::parse_transaction((*submission)->transaction);
        if (!transaction) continue;
        const solana::Message& message = transaction->message;
        found.insert(instructions_digest_of(message.keys.front(), solana::decompile(message)));
    }
    return found;
}

/// Makes the question that a build of the items of all entries would ask. What was acknowledged is not asked again.
BuildRequest request_of(const RefreshRequest& request, const std::vector<Promised>& entries) {
    BuildRequest asked;
    asked.wallet = request.bearer.wallet;
    asked.protection = request.protection;
    std::set<solana::Pubkey> addresses;
    for (const Promised& entry : entries) {
        for (Selection selection : entry.ticket.includes) {
            if (!addresses.insert(selection.address).second) continue;
            selection.acknowledges_liquidity = true;
            asked.items.push_back(std::move(selection));
        }
    }
    return asked;
}

std::string reason_of(const solana::TransactionError& error) {
    if (is_lack_of_funds(error)) return describe_lack(error);
    return "The network would reject this transaction: " + describe(error);
}

solana::Purse purse_in(const std::vector<std::optional<solana::Account>>& wallet_and_rent) {
    const auto& account = wallet_and_rent.back();
    return purse_of(wallet_and_rent.front(), account ? solana::parse_rent(account->data) : std::nullopt);
}

/// Computes what the wallet must hold for the entry that costs it least; 0 where it does, or pays nothing.
base::Lamports needed_for(const std::vector<Promised>& entries, const solana::Purse& wallet) {
    const auto fee_of = [](const Promised& entry) { return entry.promise.network_fee + entry.promise.programs_fee; };
    const base::Lamports fee = fee_of(std::ranges::min(entries, {}, fee_of));
    return fee == base::Lamports{} ? fee : wallet.needed_for(fee);
}

Build sealed(std::vector<Promised> entries, const RefreshRefusals& refusals, const Seal& with) {
    Build made;
    for (std::size_t place = 0; place < entries.size(); ++place) {
        if (const auto refused = refusals.of_entries.find(place); refused != refusals.of_entries.end()) {
            made.rejected.insert(made.rejected.end(), refused->second.begin(), refused->second.end());
            continue;
        }
        made.transactions.push_back(seal(std::move(entries[place].message), std::move(entries[place].ticket), with));
    }
    made.totals = totals_of(made.transactions);
    return made;
}

}  // namespace

base::Task<base::Result<Build>> Refresher::refresh(RefreshRequest request) {
    auto entries = check(request);
    if (!entries) co_return std::unexpected(std::move(entries.error()));
    auto refusals = co_await find_on_the_way(request.bearer, *entries);
    if (!refusals) co_return std::unexpected(std::move(refusals.error()));
    const solana::Pubkey wallet = request.bearer.wallet;
    auto [by_protection, by_network, lifetime] =
        co_await base::gather(ask_protection(std::move(request), *entries), simulate_all(wallet, *entries),
                              read_lifetime(sources_.rpc, clock_));
    if (!by_protection) co_return std::unexpected(std::move(by_protection.error()));
    if (!by_network) co_return std::unexpected(std::move(by_network.error()));
    refusals->add(std::move(*by_protection));
    refusals->add(std::move(by_network->refusals));
    if (lifetime && clock_.steady() - lifetime->read_at > max_blockhash_age) {
        lifetime = co_await read_lifetime(sources_.rpc, clock_);
    }
    if (!lifetime) co_return std::unexpected(lifetime.error());
    pace_.note(lifetime->height, lifetime->read_at);
    const base::Lamports needed = needed_for(*entries, by_network->purse);
    Build made = sealed(std::move(*entries), *refusals, {tickets_, *lifetime, clock_.now(), pace_.block_time()});
    made.wallet_lamports = by_network->purse.held;
    made.needed_lamports = needed;
    co_return made;
}

base::Result<std::vector<Promised>> Refresher::check(const RefreshRequest& request) const {
    std::vector<Promised> entries;
    for (std::size_t place = 0; place < request.entries.size(); ++place) {
        auto entry = check_entry(request, place, tickets_, max_priority_fee_, clock_.now());
        if (!entry) return std::unexpected(std::move(entry.error()));
        auto allowed = pauses_.check(request.bearer.project, entry->ticket.includes);
        if (!allowed) return std::unexpected(std::move(allowed.error()));
        entries.push_back(std::move(*entry));
    }
    return entries;
}

base::Task<base::Result<RefreshRefusals>> Refresher::find_on_the_way(Bearer bearer, std::vector<Promised> entries) {
    const auto found = co_await base::run_on(stores_, [&log = log_, &bearer] { return read_on_the_way(log, bearer); });
    if (!found) co_return std::unexpected(found.error());
    RefreshRefusals refusals;
    for (std::size_t place = 0; place < entries.size(); ++place) {
        const Promised& entry = entries[place];
        if (!found->contains(entry.ticket.instructions)) continue;
        refusals.reject_all(place, entry, BlockedCode::still_valid, std::string(explain(BlockedCode::still_valid)));
    }
    co_return refusals;
}

base::Task<base::Result<RefreshRefusals>> Refresher::ask_protection(RefreshRequest request,
                                                                    std::vector<Promised> entries) {
    RefreshRefusals refusals;
    if (request.protection.is_off()) co_return refusals;
    BuildRequest asked = request_of(request, entries);
    Frame frame{.payer = asked.wallet};
    auto chain = co_await read_chain(sources_, asked);
    if (!chain) co_return std::unexpected(std::move(chain.error()));
    const auto plan =
        co_await plan_all(sources_.compressed_tokens, std::move(asked), std::move(*chain), std::move(frame));
    for (std::size_t place = 0; place < entries.size(); ++place)
        refusals.reject_with(place, entries[place], plan.rejected);
    co_return refusals;
}

base::Task<base::Result<RefreshSimulations>> Refresher::simulate_all(solana::Pubkey wallet,
                                                                     std::vector<Promised> entries) {
    RefreshSimulations found;
    RefreshRefusals& refusals = found.refusals;
    std::vector<std::size_t> open;
    for (std::size_t place = 0; place < entries.size(); ++place) open.push_back(place);
    for (int reading = 0; reading < max_refresh_readings && !open.empty(); ++reading) {
        const auto read = co_await sources_.rpc.get_accounts({wallet, solana::ids::rent_sysvar});
        if (!read) co_return std::unexpected(read.error());
        found.purse = purse_in(read->value);
        std::vector<base::Task<base::Result<solana::Simulation>>> tasks;
        for (const std::size_t place : open) {
            auto bytes = serialize(solana::unsigned_transaction(entries[place].message));
            tasks.push_back(sources_.rpc.simulate(std::move(bytes), {wallet}));
        }
        const auto simulations = co_await base::concurrently(std::move(tasks));
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (!simulations[i]) co_return std::unexpected(simulations[i].error());
            const Promised& entry = entries[open[i]];
            if (simulations[i]->error) {
                const solana::TransactionError& error = *simulations[i]->error;
                const auto code =
                    is_lack_of_funds(error) ? BlockedCode::insufficient_funds : BlockedCode::simulation_failed;
                refusals.reject_all(open[i], entry, code, reason_of(error));
            } else if (!is_kept(entry.promise, found.purse.held, *simulations[i])) {
                changed.push_back(open[i]);
            }
        }
        open = std::move(changed);
    }
    for (const std::size_t place : open) {
        refusals.reject_all(place, entries[place], BlockedCode::balance_changed,
                            "What it gives back has changed since it was built: build it again");
    }
    co_return found;
}

}  // namespace burner::transactions
