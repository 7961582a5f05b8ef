// Plans and packs burns and closes of items of every type, whose state is read once from an upstream: no simulation, no
// ticket. The validity proofs of compressed tokens are made up, as in the peer: only their size matters here. Reads a
// number of rounds per line and answers each line with what they cost. Transactions stay unsigned, as clients get them.
// What it says first are the instructions, and how many transactions they need in each version, with 100 bytes free.
//   bench_mixed_pack RPC_URL WALLET TYPE:ADDRESS…
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "solana/programs/positions.hpp"
#include "solana/size.hpp"
#include "solana/transaction.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/plan/compressed_batch.hpp"
#include "transactions/plan/plan.hpp"
#include "transactions/read/read_chain.hpp"
#include "upstreams/das/das_indexer.hpp"
#include "upstreams/http_client.hpp"
#include "upstreams/photon/photon_indexer.hpp"
#include "upstreams/rpc/solana_rpc.hpp"

namespace {

using namespace burner;

constexpr std::uint64_t price = 1'000;               ///< micro-lamports per compute unit
constexpr std::uint32_t compressed_units = 400'000;  ///< of an instruction
constexpr std::uint8_t proof_byte = 7;

/// A price source that knows no prices: nothing here is protected by value, so nobody asks it.
class NoPrices final : public assets::PriceSource {
    base::Task<assets::Prices> get_prices(std::vector<solana::Pubkey> /*mints*/) override {
        co_return assets::Prices{};
    }
};

struct Given {
    solana::Pubkey wallet;
    transactions::Chain chain;
};

solana::Pubkey key_from(std::string_view text) {
    const auto key = solana::pubkey_from_base58(text);
    if (!key) throw std::runtime_error("no address: " + std::string(text));
    return *key;
}

transactions::Selection selection_from(std::string_view word) {
    const auto colon = word.find(':');
    const auto type = assets::item_type_from_text(word.substr(0, colon));
    if (!type) throw std::runtime_error("no selection: " + std::string(word));
    return {
        .type = *type, .action = assets::row_of(*type).actions.front(), .address = key_from(word.substr(colon + 1))};
}

template <class T>
T value_of(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

Given read(const std::string& url, const solana::Pubkey& wallet, std::span<const transactions::Selection> selections) {
    boost::asio::io_context io;
    upstreams::HttpClient http{io};
    upstreams::UpstreamSettings settings;
    settings.urls = {url};
    upstreams::SolanaRpc rpc{io, http, settings};
    upstreams::DasIndexer das{io, http, settings};
    upstreams::PhotonIndexer photon{io, http, settings};
    NoPrices prices;
    const auto positions = solana::known_position_programs();
    Given given{wallet, {}};
    transactions::BuildRequest request{.wallet = wallet, .items = {selections.begin(), selections.end()}};
    boost::asio::co_spawn(
        io,
        [&]() -> base::Task<void> {
            auto chain = co_await transactions::read_chain({rpc, das, photon, prices, positions}, request);
            given.chain = value_of(std::move(chain));
        },
        [&io](const std::exception_ptr& failure) {
            io.stop();
            if (failure) std::rethrow_exception(failure);
        });
    io.run();
    return given;
}

transactions::Group group_of(transactions::CompressedBatch batch) {
    batch.spending.proof.emplace().fill(proof_byte);
    for (auto& token : batch.spending.tokens) token.root_index = static_cast<std::uint16_t>(token.leaf_index);
    transactions::Group group;
    group.instructions = burn_instructions(batch);
    group.selections = std::move(batch.selections);
    group.fee = batch.fee;
    group.units = compressed_units;
    return group;
}

std::vector<transactions::Group> plan(const Given& given, const transactions::Terms& terms) {
    const transactions::Chain& chain = given.chain;
    auto plan = transactions::plan(given.wallet, chain.selections.accounts, chain.state, {});
    transactions::CompressedRequest request{assets::owner_of(given.wallet, chain.state.wallet),
                                            chain.selections.compressed, chain.selections.accounts,
                                            transactions::frame_of(terms)};
    auto divided = transactions::divide(request, chain.compressed);
    for (const auto* rejected : {&plan.rejected, &divided.rejected}) {
        if (!rejected->empty()) throw std::runtime_error(rejected->front().message);
    }
    for (auto& batch : divided.batches) plan.groups.push_back(group_of(std::move(batch)));
    return std::move(plan.groups);
}

transactions::Terms terms_of(const Given& given) {
    return {.wallet = given.wallet};
}

std::vector<std::string> build(const Given& given) {
    const auto terms = terms_of(given);
    const auto groups = plan(given, terms);
    std::vector<std::string> built;
    for (auto& bin : transactions::pack(transactions::frame_of(terms), groups)) {
        transactions::Draft draft{terms, groups, std::move(bin)};
        draft.set_price(price);
        built.push_back(base::to_base64(solana::serialize(solana::unsigned_transaction(draft.compile({})))));
    }
    return built;
}

std::string text_of(const solana::Instruction& instruction) {
    std::string text = solana::to_base58(instruction.program);
    for (const auto& account : instruction.accounts) {
        text += fmt::format(" {}{}", solana::to_base58(account.key), account.is_signer * 2 + account.is_writable);
    }
    return fmt::format("{} {:02x}", text, fmt::join(instruction.data, ""));
}

/// Of all groups, whatever their order.
std::string digest_of(const Given& given) {
    std::vector<std::string> lines;
    for (const auto& group : plan(given, terms_of(given))) {
        std::string& line = lines.emplace_back();
        for (const auto& instruction : group.instructions) line += text_of(instruction) + ';';
    }
    std::ranges::sort(lines);
    return fmt::format("{:02x}",
                       fmt::join(base::sha256(base::as_bytes(fmt::format("{}", fmt::join(lines, "\n")))), ""));
}

/// The biggest groups first, each into the first transaction that has room.
std::size_t first_fit_decreasing(const transactions::Frame& frame, std::span<const transactions::Group> groups) {
    const solana::MessageSize empty = frame.size();
    std::vector<solana::Footprint> sorted;
    for (const auto& group : groups) sorted.push_back(solana::footprint(group.instructions));
    std::ranges::sort(sorted, std::greater{}, [&](const auto& each) { return empty.size_with(each); });
    std::vector<solana::MessageSize> filled;
    for (const auto& footprint : sorted) {
        auto place = std::ranges::find_if(filled, [&](solana::MessageSize transaction) {
            if (transaction.size_with(footprint) > frame.max_bytes()) return false;
            transaction.add(footprint);
            return transaction.keys() <= frame.max_keys;
        });
        if (place == filled.end()) place = filled.insert(place, empty);
        place->add(footprint);
    }
    return filled.size();
}

std::string signatures(const Given& given) {
    auto terms = terms_of(given);
    terms.reserve_bytes = 100;
    const auto groups = plan(given, terms);
    const auto in_v0 = transactions::frame_of(terms);
    terms.version = solana::MessageVersion::v1;
    const auto in_v1 = transactions::frame_of(terms);
    return fmt::format(R"({{"v0":{},"v1":{},"firstFitDecreasing":{}}})", transactions::pack(in_v0, groups).size(),
                       transactions::pack(in_v1, groups).size(), first_fit_decreasing(in_v1, groups));
}

double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) throw std::invalid_argument("bench_mixed_pack RPC_URL WALLET TYPE:ADDRESS...");
    std::vector<transactions::Selection> selections;
    for (const char* word : std::span(words, static_cast<std::size_t>(count)).subspan(3)) {
        selections.push_back(selection_from(word));
    }
    const Given given = read(words[1], key_from(words[2]), selections);
    fmt::print(R"({{"ready":true,"instructions":"{}","signatures":{}}})"
               "\n",
               digest_of(given), signatures(given));
    std::fflush(stdout);
    for (std::size_t rounds = 0; std::cin >> rounds;) {
        std::vector<std::string> built;
        const double start = cpu_seconds();
        for (std::size_t i = 0; i < rounds; ++i) built = build(given);
        const double spent = cpu_seconds() - start;
        fmt::print(R"({{"rounds":{},"cpuSeconds":{},"transactions":{}}})"
                   "\n",
                   rounds, spent, built.size());
        std::fflush(stdout);
    }
    return 0;
}
