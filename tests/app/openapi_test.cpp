#include "app/openapi.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include "api/routes.hpp"

namespace burner::app {
namespace {

TEST(YamlToJson, KeepsTheTypeOfEveryScalar) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"a: 1", R"({"a":1})"},
        {"a: -0.5", R"({"a":-0.5})"},
        {"a: 18446744073709551615", R"({"a":18446744073709551615})"},
        {"a: 007", R"({"a":"007"})"},
        {"a: 1.", R"({"a":"1."})"},
        {"a: 2026-04-09", R"({"a":"2026-04-09"})"},
        {"a: true", R"({"a":true})"},
        {"a: 'true'", R"({"a":"true"})"},
        {"a: \"1\"", R"({"a":"1"})"},
        {"a: null", R"({"a":null})"},
        {"a:", R"({"a":null})"},
        {"a: \"\"", R"({"a":""})"},
        {"a: yes", R"({"a":"yes"})"},
        {"200: x", R"({"200":"x"})"},
        {"\"200\": {true: [1, two, 'three']}", R"({"200":{"true":[1,"two","three"]}})"},
        {"a: \"q\\\"\\n\\u00e9\"", "{\"a\":\"q\\\"\\n\xc3\xa9\"}"},
        {"a: |\n  one\n  two\n", R"({"a":"one\ntwo\n"})"},
        {"- []\n- {}\n", "[[],{}]"},
        {"x: &one {b: 1}\ny: *one", R"({"x":{"b":1},"y":{"b":1}})"},
    };
    for (const auto& [yaml, json] : rows) EXPECT_EQ(yaml_to_json(yaml), json) << yaml;
}

TEST(YamlToJson, KeepsTheOrderOfKeys) {
    EXPECT_EQ(yaml_to_json("z: 1\na: 2\nm: 3"), R"({"z":1,"a":2,"m":3})");
}

TEST(OpenApi, IsJsonOfVersion31) {
    simdjson::dom::parser parser;
    const std::string json = openapi_json();
    simdjson::dom::element document;
    ASSERT_EQ(parser.parse(json).get(document), simdjson::SUCCESS);
    std::string_view version;
    ASSERT_EQ(document["openapi"].get(version), simdjson::SUCCESS);
    EXPECT_EQ(version, "3.1.0");
}

/// `/wallet/:address/assets` as OpenAPI writes it.
std::string documented(std::string_view pattern) {
    std::string path;
    while (!pattern.empty()) {
        const auto end = std::min(pattern.find('/', 1), pattern.size());
        const auto segment = pattern.substr(1, end - 1);
        path += segment.starts_with(':') ? "/{" + std::string{segment.substr(1)} + "}" : "/" + std::string{segment};
        pattern.remove_prefix(end);
    }
    return path;
}

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
    simdjson::dom::parser parser;
    const std::string json = openapi_json();
    const simdjson::dom::object paths = parser.parse(json)["paths"];
    for (const auto& route : api::routes()) {
        const std::string path = documented(api::full_pattern(route));
        simdjson::dom::element operations;
        ASSERT_EQ(paths[path].get(operations), simdjson::SUCCESS) << path;
        const auto* method = route.method == http::Method::get    ? "get"
                             : route.method == http::Method::post ? "post"
                                                                  : "delete";
        EXPECT_EQ(operations[method].error(), simdjson::SUCCESS) << method << ' ' << path;
    }
    std::size_t described = 0;
    for (const auto& [path, operations] : paths) {
        for (const auto* method : {"get", "post", "put", "patch", "delete"})
            described += operations[method].error() == simdjson::SUCCESS ? 1 : 0;
    }
    EXPECT_EQ(described, api::routes().size());
}

}  // namespace
}  // namespace burner::app
