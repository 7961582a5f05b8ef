#include "access/strict_json.hpp"

#include <algorithm>

#include <simdjson.h>

namespace burner::access {

namespace {

namespace dom = simdjson::dom;

constexpr int max_depth = 8;

bool is_acceptable(const dom::element& element, int depth);

bool has_acceptable_members(const dom::object& object, int depth) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : object) {
        if (!is_acceptable(value, depth)) return false;
        names.push_back(name);
    }
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}

/// Returns whether an element is neither too deep nor has a member twice.
bool is_acceptable(const dom::element& element, int depth) {
    if (element.is_object()) return depth < max_depth && has_acceptable_members(dom::object{element}, depth + 1);
    if (!element.is_array()) return true;
    return depth < max_depth &&
           std::ranges::all_of(dom::array{element}, [&](const dom::element& e) { return is_acceptable(e, depth + 1); });
}

}  // namespace

const StrictJson::Member* StrictJson::find(std::string_view name) const {
    const auto member = std::ranges::find(members_, name, &Member::name);
    return member == members_.end() ? nullptr : &*member;
}

const std::string* StrictJson::text(std::string_view name) const {
    const Member* member = find(name);
    return member != nullptr && member->text ? &*member->text : nullptr;
}

const std::vector<std::string>* StrictJson::texts(std::string_view name) const {
    const Member* member = find(name);
    return member != nullptr && member->texts ? &*member->texts : nullptr;
}

const std::int64_t* StrictJson::integer(std::string_view name) const {
    const Member* member = find(name);
    return member != nullptr && member->integer ? &*member->integer : nullptr;
}

const StrictJson* StrictJson::object(std::string_view name) const {
    const Member* member = find(name);
    return member == nullptr ? nullptr : member->object.get();
}

/// Copies the members of an object that was found acceptable.
struct StrictJsonReader {
    static std::optional<std::vector<std::string>> texts_of(const dom::array& elements) {
        std::vector<std::string> texts;
        for (const dom::element& element : elements) {
            std::string_view text;
            if (element.get(text) != simdjson::SUCCESS) return std::nullopt;
            texts.emplace_back(text);
        }
        return texts;
    }

    static StrictJson read(const dom::object& object) {
        StrictJson out;
        for (const auto& [name, value] : object) {
            auto& member = out.members_.emplace_back(StrictJson::Member{std::string{name}, {}, {}, {}, {}});
            std::string_view string;
            std::int64_t integer = 0;
            dom::object inner;
            dom::array elements;
            if (value.get(elements) == simdjson::SUCCESS) member.texts = texts_of(elements);
            if (value.get(string) == simdjson::SUCCESS) member.text.emplace(string);
            if (value.get(integer) == simdjson::SUCCESS) member.integer = integer;
            if (value.get(inner) == simdjson::SUCCESS) member.object = std::make_shared<const StrictJson>(read(inner));
        }
        return out;
    }
};

std::optional<StrictJson> parse_strict_json(std::string_view text) {
    if (text.empty()) return std::nullopt;  // simdjson copies from its pointer, which may be null
    thread_local dom::parser parser;
    dom::element root;
    dom::object object;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) return std::nullopt;
    if (root.get(object) != simdjson::SUCCESS || !is_acceptable(root, 0)) return std::nullopt;
    return StrictJsonReader::read(object);
}

}  // namespace burner::access
