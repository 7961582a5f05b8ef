#include <sstream>
#include <stdexcept>

#include "differential/words.hpp"
#include "solana/message.hpp"
#include "solana/transaction.hpp"

/// Answers the differential test (messages.mjs), one line for each line read. All bytes are hex.
///   compile CONFIG PAYER BLOCKHASH INSTRUCTION...   -> the unsigned transaction
///   parse TRANSACTION         -> what it serialises to again, then its config and its instructions
/// CONFIG: FEE,UNITS,LOADED,HEAP of version 1, `-` for each that is unset; `v0` in version 0. INSTRUCTION: see
/// `text_of` in words.hpp.
namespace burner::solana {
namespace {

template <class T>
void read_value(std::istringstream& values, std::optional<T>& out) {
    std::string value;
    std::getline(values, value, ',');
    if (value != "-") out = static_cast<T>(std::stoull(value));
}

MessageConfig config_from_text(const std::string& text) {
    std::istringstream values{text};
    MessageConfig config;
    read_value(values, config.priority_fee);
    read_value(values, config.unit_limit);
    read_value(values, config.loaded_data_limit);
    read_value(values, config.heap_size);
    return config;
}

std::string text_of(const MessageConfig& config) {
    const auto text = [](const auto& value) { return value ? std::to_string(*value) : "-"; };
    return text(config.priority_fee) + "," + text(config.unit_limit) + "," + text(config.loaded_data_limit) + "," +
           text(config.heap_size);
}

std::string answer_compile(std::istringstream& words) {
    std::string config, payer, blockhash;
    words >> config >> payer >> blockhash;
    std::vector<Instruction> instructions;
    for (std::string word; words >> word;) instructions.push_back(instruction_from_text(word));
    const Blockhash hash{key_from_hex(blockhash).bytes};
    const Message message = config == "v0" ? compile(key_from_hex(payer), instructions, hash)
                                           : compile(key_from_hex(payer), instructions, hash, config_from_text(config));
    return to_hex(serialize(unsigned_transaction(message)));
}

std::string answer_parse(std::istringstream& words) {
    std::string hex;
    words >> hex;
    const auto transaction = parse_transaction(from_hex(hex));
    if (!transaction) return "refused: " + std::string{to_text(transaction.error())};
    std::string answer = to_hex(serialize(*transaction));
    if (!transaction->message.lookups.empty()) return answer;
    if (transaction->message.version == MessageVersion::v1) answer += " " + text_of(transaction->message.config);
    for (const Instruction& instruction : decompile(transaction->message)) answer += " " + text_of(instruction);
    return answer;
}

std::string answer(const std::string& line) {
    std::istringstream words{line};
    std::string task;
    words >> task;
    if (task == "compile") return answer_compile(words);
    if (task == "parse") return answer_parse(words);
    throw std::invalid_argument("unknown task " + task);
}

}  // namespace
}  // namespace burner::solana

int main() {
    return burner::solana::answer_lines(&burner::solana::answer);
}
