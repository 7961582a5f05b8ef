#include "reclaim/review/summary.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "reclaim/choice/protection.hpp"
#include "reclaim/review/item_list.hpp"
#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;
namespace types = burnandclaim::item_type;

/// The sums over a group's items of one type.
struct TypeSum {
    std::string type;
    std::size_t count = 0;
    std::uint64_t lamports = 0;
    std::uint64_t cost = 0;
    std::optional<double> usd{};

    void add(const WalletItem& item, std::uint64_t given) {
        ++count;
        lamports += given;
        cost += burn_cost(item);
        if (item.usd_value) usd = usd.value_or(0) + *item.usd_value;
    }
};

/// Sums a group by type, in the order in which the list has the types.
std::vector<TypeSum> sums_of(const Group& group) {
    std::vector<TypeSum> sums;
    for (const WalletItem* item : group.items) {
        auto sum = std::ranges::find(sums, item->type, &TypeSum::type);
        if (sum == sums.end()) sum = sums.insert(sum, {.type = item->type});
        sum->add(*item, group.lamports(*item));
    }
    return sums;
}

std::string back_of(const TypeSum& sum, const std::string& condition) {
    if (sum.cost > 0) return fmt::format("costs {} SOL{}", base::to_decimal(sum.cost, 9), condition);
    return sum.lamports == 0 ? std::string{} : fmt::format("{} SOL back{}", to_sol(sum.lamports), condition);
}

constexpr std::size_t count_width = 22;
constexpr std::size_t value_width = 12;

std::string line_of(const TypeSum& sum, const std::string& condition) {
    std::string line = "  " + fitted(counted_items(sum.count, sum.type), count_width) +
                       right_aligned(sum.usd ? to_dollars(*sum.usd) : "", value_width) + "  " + back_of(sum, condition);
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

bool is_unknown(const WalletItem& item) {
    return item.price_state == burnandclaim::price_state::unknown;
}

std::size_t count_unknown(const Choice& choice) {
    const auto count = [](const std::vector<WalletItem>& items) {
        return static_cast<std::size_t>(std::ranges::count_if(items, is_unknown));
    };
    return count(choice.keep) + count(choice.blocked) + count(choice.burn) + count(choice.burn_liquidity);
}

bool is_nft(const WalletItem& item) {
    return item.type == types::nft || item.type == types::cnft;
}

std::string about_unknown(std::size_t count, const std::string& limit) {
    if (count == 0) return {};
    return fmt::format(
        "The price of {} is not known now: the server has no price API, or that did not answer. --protect-above-usd {} "
        "cannot tell what they are worth, so they are not burned.",
        counted(count, "token"), limit);
}

std::string about_unpriced(std::size_t count) {
    if (count == 0) return {};
    return fmt::format("Nobody prices {} of the tokens to burn: --protect-above-usd does not protect them.", count);
}

std::string about_nfts(std::size_t count) {
    if (count == 0) return {};
    return fmt::format("NFTs have no price here: --protect-above-usd does not protect those to burn ({}).",
                       counted(count, "NFT"));
}

std::string about_no_limit(const Choice& choice) {
    if (choice.burn.empty() && choice.burn_liquidity.empty()) return {};
    return "--protect-above-usd is none: tokens are burned whatever they are worth.";
}

}  // namespace

std::string summary(const std::vector<Group>& groups, std::size_t columns) {
    std::string out;
    for (const Group& group : groups) {
        out += wrapped(group.title, columns, 2) + '\n';
        for (const TypeSum& sum : sums_of(group)) out += line_of(sum, group.condition);
        if (group.is_burn) out += item_lines(group, columns);
    }
    return out;
}

std::string about_prices(const Choice& choice, const assets::Protection& protection, std::size_t columns) {
    std::vector<std::string> sentences;
    if (protection.above_usd) {
        const auto nfts = static_cast<std::size_t>(std::ranges::count_if(choice.burn, is_nft));
        sentences = {about_unknown(count_unknown(choice), *protection.above_usd),
                     about_unpriced(unpriced(choice, protection).size()), about_nfts(nfts)};
    } else {
        sentences = {about_no_limit(choice)};
    }
    std::string out;
    for (const std::string& sentence : sentences)
        if (!sentence.empty()) out += wrapped(sentence, columns) + '\n';
    return out;
}

}  // namespace burner::reclaim
