#include "assets/facts/backing.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <utility>

#include "base/fan_out.hpp"
#include "solana/curve.hpp"
#include "solana/programs/pools.hpp"

namespace burner::assets {

namespace {

using solana::AccountHead;
using solana::PositionProgram;
using solana::Pubkey;

constexpr std::size_t looks_at_once = solana::max_accounts_per_call;
constexpr std::size_t parallel_calls = 8;

/// An account that tells what stands behind some mints. Its address is derived only when it is read: that takes a few
/// microseconds.
struct Look {
    const PositionProgram* program = nullptr;  ///< null: the account is the mints' authority
    Pubkey key;                                ///< the one mint, or the authority
    std::vector<Pubkey> mints;

    Pubkey address() const { return program != nullptr ? position_address(*program, key) : key; }
    Backing backing(const AccountHead& head) const {
        if (program != nullptr) return head.account.owner == program->program ? Backing::position : Backing::none;
        return solana::is_pool(key, head.account) ? Backing::liquidity : Backing::none;
    }
};

struct Looking {
    ReadHeads read;
    std::vector<PositionProgram> programs;
    std::vector<Look> looks;
    BackingsRead found;
};

void raise(Backings& all, const std::vector<Pubkey>& mints, Backing backing) {
    if (backing == Backing::none) return;
    for (const Pubkey& mint : mints) {
        Backing& known = all[mint];
        known = std::max(known, backing);
    }
}

void look_for_positions(Looking& looking, const BackingRequest& request) {
    const bool has_edition = request.authority && request.authority == request.edition;
    for (const PositionProgram& program : looking.programs) {
        if (!has_edition || program.may_have_edition) looking.looks.push_back({&program, request.mint, {request.mint}});
    }
}

/// Groups mints by the authorities that can be a program's: addresses without a private key, editions left out.
std::map<Pubkey, std::vector<Pubkey>> by_authority(const std::vector<BackingRequest>& requests) {
    std::map<Pubkey, std::vector<Pubkey>> mints;
    for (const BackingRequest& request : requests) {
        const auto& authority = request.authority;
        if (authority && authority != request.edition) mints[*authority].push_back(request.mint);
    }
    std::erase_if(mints, [](const auto& of) { return solana::is_on_curve(of.first.bytes); });
    return mints;
}

void look_for_pools(Looking& looking, const std::vector<BackingRequest>& requests) {
    for (auto& [authority, mints] : by_authority(requests)) {
        if (solana::is_pool_authority(authority)) {
            raise(looking.found.backings, mints, Backing::liquidity);
        } else {
            looking.looks.push_back({nullptr, authority, std::move(mints)});
        }
    }
}

/// Stores what the accounts tell, or the failure. Always true: one failed call must not stop the others.
base::Task<bool> read_some(std::shared_ptr<Looking> all, std::size_t place) {
    const auto from = place * looks_at_once;
    const auto looks = std::span{all->looks}.subspan(from, std::min(looks_at_once, all->looks.size() - from));
    std::vector<Pubkey> keys;
    keys.reserve(looks.size());
    for (const Look& look : looks) keys.push_back(look.address());
    const auto heads = co_await all->read(std::move(keys));
    const bool is_whole = heads && heads->value.size() == looks.size();
    BackingsRead& found = all->found;
    if (is_whole) found.slot = std::min(found.slot.value_or(heads->slot), heads->slot);
    if (!is_whole) found.failure = heads ? solana::invalid_response : heads.error().message;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        if (!is_whole) raise(found.backings, looks[i].mints, Backing::unknown);
        if (is_whole && heads->value[i]) raise(found.backings, looks[i].mints, looks[i].backing(*heads->value[i]));
    }
    co_return true;
}

}  // namespace

Backing backing_of(const Backings& all, const Pubkey& mint) {
    const auto found = all.find(mint);
    return found == all.end() ? Backing::none : found->second;
}

std::optional<BlockedCode> why_keep(Backing backing) {
    switch (backing) {
        case Backing::none: return std::nullopt;
        case Backing::liquidity: return BlockedCode::liquidity;
        case Backing::unknown: return BlockedCode::source_unavailable;
        case Backing::position: return BlockedCode::position;
    }
    std::unreachable();
}

base::Task<BackingsRead> read_backings(ReadHeads read, std::vector<PositionProgram> programs,
                                       std::vector<BackingRequest> requests) {
    const auto all = std::make_shared<Looking>(std::move(read), std::move(programs));
    for (const BackingRequest& request : requests) {
        if (request.edition && request.is_one_held) look_for_positions(*all, request);
    }
    look_for_pools(*all, requests);
    const std::size_t calls = (all->looks.size() + looks_at_once - 1) / looks_at_once;
    co_await base::fan_out(calls, parallel_calls, [all](std::size_t place) { return read_some(all, place); });
    co_return std::move(all->found);
}

}  // namespace burner::assets
