#include "transactions/build/build.hpp"

#include <algorithm>

#include "base/gather.hpp"
#include "transactions/build/affordable.hpp"
#include "transactions/build/choose_version.hpp"
#include "transactions/build/lifetime.hpp"
#include "transactions/build/read_price.hpp"
#include "transactions/build/seal.hpp"
#include "transactions/build/simulate_all.hpp"
#include "transactions/build/worthwhile.hpp"
#include "transactions/plan/plan_all.hpp"

namespace burner::transactions {

namespace {

/// How often the accounts are read again when they change under the build.
constexpr int max_readings = 3;

Terms terms_of(const BuildRequest& request, std::size_t max_addresses) {
    Terms terms;
    terms.wallet = request.wallet;
    terms.payer = payer_of(request.fee_payer, request.wallet);
    terms.donation = request.donation;
    if (!request.donation.is_zero()) terms.donation_wallet = request.donation_wallet;
    terms.is_sponsored = request.fee_payer.kind == FeePayer::Kind::sponsor;
    terms.priority = terms.is_sponsored ? std::min(request.priority, PriorityLevel::low) : request.priority;
    terms.reserve_bytes = request.reserve_bytes;
    terms.max_addresses = max_addresses;
    return terms;
}

Purses purses_of(const Terms& terms, const Chain& chain) {
    Purses purses{purse_of(chain.state.wallet, chain.state.rent)};
    if (terms.payer != terms.wallet) purses.other_payer = purse_of(chain.payer, chain.state.rent);
    return purses;
}

base::Result<Simulating> simulating(const Terms& terms, const Purses& purses, const Chain& chain) {
    Simulating build{terms, purses, std::nullopt};
    if (!build.terms.donation_wallet) return build;
    auto receives = donation_wallet_of(chain);
    if (!receives) return std::unexpected(std::move(receives.error()));
    build.donation_wallet = std::move(*receives);
    return build;
}

/// Tells whether who asks for a sponsor only where the wallet cannot pay needs one.
bool needs_sponsor(const BuildRequest& request, const Build& built) {
    return request.fee_payer.kind == FeePayer::Kind::automatic && built.transactions.empty() &&
           built.needed_lamports > base::Lamports{};
}

}  // namespace

base::Task<base::Result<Build>> Builder::build(BuildRequest request) {
    for (int reading = 0; reading < max_readings; ++reading) {
        auto built = co_await build_once(request);
        if (!built) co_return std::unexpected(built.error());
        if (!*built) continue;
        if (!needs_sponsor(request, **built)) co_return std::move(**built);
        request.fee_payer.kind = FeePayer::Kind::sponsor;
        co_return co_await build(std::move(request));
    }
    co_return base::fail(base::ErrorCode::upstream_unavailable,
                         "The wallet kept changing while its transactions were built. Try again");
}

base::Task<base::Result<std::optional<Build>>> Builder::build_once(BuildRequest request) {
    auto chain = co_await read_chain(sources_, request);
    if (!chain) co_return std::unexpected(chain.error());
    const bool has_v1 = chain->has_v1;
    const auto terms = in_first_version(terms_of(request, settings_.max_addresses), request.versions, has_v1);
    if (!terms) co_return std::unexpected(terms.error());
    const Purses purses = purses_of(*terms, *chain);
    auto build = simulating(*terms, purses, *chain);
    auto plan = co_await plan_all(sources_.compressed_tokens, request, std::move(*chain), frame_of(*terms));
    if (terms->is_sponsored) reject_unrewarding(plan);
    if (plan.groups.empty())
        co_return Build{{}, std::move(plan.rejected), {}, purses.wallet.held, purses.least_needed()};
    if (!build) co_return std::unexpected(build.error());
    build->terms = in_fewest_transactions(std::move(build->terms), request.versions, has_v1, plan.groups);
    // What others pay and a blockhash are read beside the simulations, which need neither: so the blockhash stays
    // young.
    auto written = written_accounts(request.wallet, plan.groups);
    auto [simulated, price, lifetime] =
        co_await base::gather(simulate_all(sources_.rpc, std::move(plan), *build),
                              read_price(sources_.rpc, terms->priority, std::move(written), settings_.priority_fee),
                              read_lifetime(sources_.rpc, clock_));
    if (!simulated) co_return std::unexpected(simulated.error());
    if (simulated->is_stale) co_return std::nullopt;
    Build made;
    made.wallet_lamports = purses.wallet.held;
    made.needed_lamports =
        terms->is_sponsored ? keep_worthwhile(*simulated, price, purses) : keep_affordable(*simulated, price, purses);
    if (lifetime && clock_.steady() - lifetime->read_at > max_blockhash_age) {
        lifetime = co_await read_lifetime(sources_.rpc, clock_);
    }
    if (!lifetime) co_return std::unexpected(lifetime.error());
    pace_.note(lifetime->height, lifetime->read_at);
    const Seal with{tickets_, *lifetime, clock_.now(), pace_.block_time()};
    for (const Draft& draft : simulated->drafts) {
        Ticket promise = promise_of(draft, simulated->plan.groups, request, with.now);
        made.transactions.push_back(seal(draft.compile({}), std::move(promise), with));
    }
    made.rejected = std::move(simulated->plan.rejected);
    made.totals = totals_of(made.transactions);
    co_return made;
}

}  // namespace burner::transactions
