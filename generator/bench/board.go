package main

// boardYAML describes the street office that keeps the corpus.
const boardYAML = `title: 临江街道居务公开栏
unit: 临江街道办事处
short: 临江街道
sample: true
description: 用来测量速度的公开栏，单位、人员和数据均为虚构。
supervision: 0000-12345678
contact:
  phone: 0000-12345670
  address: 临江街道党群服务中心
  hours: 工作日 8:30–17:30

kinds:
  evaluation:
    sources:
      群众评议: 50
      党员互评: 20
      领导点评: 30
    grades:
      - {name: 很满意, score: 100, satisfied: 是}
      - {name: 满意, score: 85, satisfied: 是}
      - {name: 基本满意, score: 60, satisfied: 否}
      - {name: 不满意, score: 0, satisfied: 否}
      - {name: 不了解, leftOut: 是}
    stars:
      - {stars: 5, from: 95, to: 100}
      - {stars: 4, from: 90, to: 95}
      - {stars: 3, from: 80, to: 90}
      - {stars: 2, from: 60, to: 80}
      - {stars: 1, from: 0, to: 60}
    minSample: 10
  affairs:
    categories: [民生实事, 低保救助, 工程项目, 公共收益, 人事组织, 居民建议]
`
